{
  "name": "Jira acme.atlassian.net",
  "type": "http",
  "http": {
    "formType": "http",
    "mediaType": "json",
    "baseURI": "https://api.atlassian.com/jira",
    "_iClientId": "T1",
    "auth": {
      "type": "oauth",
      "oauth": {
        "type": "custom",
        "grantType": "clientcredentials",
        "tokenURI": "https://api.atlassian.com/oauth/token",
        "clientCredentialsLocation": "body",
        "accessTokenBody": "audience=api.atlassian.com",
        "useIClientFields": true
      },
      "failStatusCode": 401
    },
    "rateLimit": { "failStatusCode": 429 },
    "retryHeader": "Retry-After"
  }
}
