{
  "name": "Jira acme.atlassian.net",
  "type": "http",
  "http": {
    "formType": "http",
    "mediaType": "json",
    "baseURI": "https://acme.atlassian.net",
    "auth": {
      "type": "basic",
      "basic": {
        "username": "me@acme.example",
        "password": "tok"
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
