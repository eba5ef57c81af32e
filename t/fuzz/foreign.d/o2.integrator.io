{
  "name": "Jira acme.atlassian.net",
  "type": "http",
  "http": {
    "formType": "http",
    "mediaType": "json",
    "baseURI": "https://api.atlassian.com/ex/jira/1-2",
    "_iClientId": "T1",
    "auth": {
      "type": "oauth",
      "oauth": {
        "type": "custom",
        "grantType": "authorizecode",
        "authURI": "https://auth.atlassian.com/authorize?audience=api.atlassian.com&prompt=consent",
        "tokenURI": "https://auth.atlassian.com/oauth/token",
        "clientCredentialsLocation": "body",
        "scope": ["read:jira-work", "offline_access"],
        "oauth2RedirectUrl": "https://api.integrator.io/connection/oauth2callback",
        "useIClientFields": true
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
