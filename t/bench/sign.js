// Sign lines of JSON with oauth-sign and HMAC-SHA1: t/bench/sign.sh's rival.
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const sign = require('oauth-sign');

let out = '';
for (const line of fs.readFileSync(0, 'latin1').split('\n')) {
	if (line === '')
		continue;
	const request = JSON.parse(line);
	const at = request.url.indexOf('?');
	const oauth = {
		oauth_consumer_key: 'dpf43f3p2l4k3l03',
		oauth_nonce: crypto.randomBytes(16).toString('hex'),
		oauth_signature_method: 'HMAC-SHA1',
		oauth_timestamp: String(Math.floor(Date.now() / 1000)),
		oauth_token: 'nnch734d00sl2jdk',
		oauth_version: '1.0',
	};
	const all = Object.assign({}, oauth);
	for (const pair of request.url.slice(at + 1).split('&')) {
		const equals = pair.indexOf('=');
		all[decodeURIComponent(pair.slice(0, equals))] =
		    decodeURIComponent(pair.slice(equals + 1));
	}
	oauth.oauth_signature = sign.hmacsign(request.method,
	    request.url.slice(0, at), all, 'kd94hf93k423kf44',
	    'pfkkdhi9sl3r4s00');
	const values = [];
	for (const name in oauth)
		values.push(name + '="' + sign.rfc3986(oauth[name]) + '"');
	out += 'Authorization: OAuth ' + values.join(', ') + '\n';
	if (out.length > 65536) {
		fs.writeSync(1, out);
		out = '';
	}
}
fs.writeSync(1, out);
