// Read texts with npm's own readers: jsonc-parser and hjson.  Each line of
// input is {"syntax": ..., "text": ...}, each of output JSON, or an empty one
// for what is refused.
import { createInterface } from 'node:readline';

import Hjson from 'hjson';
import { parseTree } from 'jsonc-parser';

// JSON from the tree of a text, with its numbers as they are written.
function print(node, text) {
	const parts = (node.children ?? []).map((child) => print(child, text));

	switch (node.type) {
	case 'object':
		return '{' + parts.join(',') + '}';
	case 'array':
		return '[' + parts.join(',') + ']';
	case 'property':
		return parts.join(':');
	case 'number':
		return text.slice(node.offset, node.offset + node.length);
	default:
		return JSON.stringify(node.value);
	}
}

function readJsonc(text) {
	const errors = [];
	const tree = parseTree(text, errors, { allowTrailingComma: true });

	if (errors.length > 0)
		throw new Error('not JSONC');
	return print(tree, text);
}

function read({ syntax, text }) {
	try {
		return syntax === 'hjson' ? JSON.stringify(Hjson.parse(text))
					  : readJsonc(text);
	} catch {
		return '';
	}
}

for await (const line of createInterface({ input: process.stdin }))
	console.log(read(JSON.parse(line)));
