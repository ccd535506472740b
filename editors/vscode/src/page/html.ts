// The page that the picture is shown in. It may load its own script and nothing else from anywhere.

import { randomBytes } from 'node:crypto';

/** The text of the page, with a number used once that its script and its style carry. */
export function page(script: string, source: string, nonce = randomBytes(16).toString('base64')): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; font-src ${source} data:; img-src data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rondel</title>
<style nonce="${nonce}">
body { position: fixed; inset: 0; margin: 0; padding: 0; display: flex; flex-direction: column; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); }
header { display: flex; gap: 4px; align-items: center; padding: 4px 12px; font: 13px var(--vscode-font-family); }
header h1 { flex: 1; margin: 0; font-size: 13px; font-weight: 600; }
button { color: inherit; background: none; border: 1px solid var(--vscode-panel-border); border-radius: 3px; padding: 2px 8px; cursor: pointer; }
button:focus-visible, [data-step]:focus-visible { outline: 2px solid var(--vscode-focusBorder); }
main { flex: 1; overflow: auto; padding: 8px 12px; }
[data-step] { cursor: pointer; }
[data-step].current { filter: drop-shadow(0 0 3px var(--vscode-focusBorder)) drop-shadow(0 0 1px var(--vscode-focusBorder)); }
</style>
</head>
<body data-nonce="${nonce}">
<header><h1 id="title">Rondel</h1><button id="smaller" aria-label="smaller">−</button><button id="whole" title="as large as it is drawn">100 %</button><button id="larger" aria-label="larger">+</button><button id="fit" title="all of it">Fit</button></header>
<main id="picture" aria-live="polite">The picture is being drawn.</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
