// A certified OAuth 2.0 server on loopback, for t/3280-token-certified.t.
//
// usage: node provider.mjs CLIENT ...
//
// Each client is its metadata in JSON.  The server's URL is the first line on
// standard output, and from then on each answer of the token and revocation
// endpoints is one: status, grant type or path, and error.  Whoever opens the
// authorization URL logs in by any name, and consents or does not, on pages
// of the server's own.

import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const recorded = ['/token', '/token/revocation'];

const configuration = {
	clients: process.argv.slice(2).map((client) => ({
		token_endpoint_auth_method: 'client_secret_post',
		...JSON.parse(client),
	})),
	scopes: ['READ', 'WRITE', 'read:jira-work', 'offline_access'],
	cookies: { keys: ['no secret'] },
	ttl: { AccessToken: 1234, ClientCredentials: 1234 },
	pkce: { methods: ['S256'], required: () => true },
	issueRefreshToken: (ctx, client) =>
		client.grantTypeAllowed('refresh_token'),
	// A refresh token is used once: a second use ends all that came of it.
	rotateRefreshToken: true,
	features: {
		clientCredentials: { enabled: true },
		introspection: { enabled: true },
		resourceIndicators: { enabled: false },
		revocation: { enabled: true },
	},
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
	const url = `http://127.0.0.1:${server.address().port}`;
	const provider = new Provider(url, configuration);
	provider.use(async (ctx, next) => {
		await next();
		if (recorded.includes(ctx.path))
			console.log(ctx.status,
			    ctx.oidc?.params?.grant_type ?? ctx.path,
			    ctx.body?.error ?? '');
	});
	server.on('request', provider.callback());
	console.log(url);
});
