{
  "name": "Jira Jira.Example.com",
  "type": "http",
  "http": {
    "formType": "http",
    "mediaType": "json",
    "baseURI": "https://Jira.Example.com/Jira",
    "auth": {
      "type": "token",
      "token": {
        "token": "tok",
        "location": "header",
        "headerName": "Authorization",
        "scheme": "Bearer"
      },
      "failStatusCode": 401
    },
    "ping": {
      "relativeURI": "/rest/api/2/myself",
      "method": "GET"
    },
    "rateLimit": { "failStatusCode": 429 },
    "retryHeader": "Retry-After"
  }
}
