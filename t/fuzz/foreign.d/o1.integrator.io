{
  "name": "Jira jira.example.com",
  "type": "http",
  "http": {
    "formType": "http",
    "mediaType": "json",
    "baseURI": "https://jira.example.com/jira",
    "auth": {
      "type": "oauth1",
      "oauth": {
        "oauth1": {
          "signatureMethod": "rsa-sha1",
          "consumerKey": "ck",
          "accessToken": "tok",
          "consumerPrivateKey": "-----BEGIN PRIVATE KEY-----\nMIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAN3f5ph0LBnHd"
        }
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
