// Serves a folder of static files on this machine only.
//
//     node tools/serve.mjs FOLDER [--port N] [--open]

import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const types = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.ico': 'image/x-icon',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.md': 'text/markdown; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.ttf': 'font/ttf',
    '.txt': 'text/plain; charset=utf-8',
    '.wasm': 'application/wasm',
    '.webp': 'image/webp',
    '.woff2': 'font/woff2',
};

// The file that a request's path names, or null. Nothing outside the folder is ever named.
export function file_of(folder, url) {
    let path;
    try {
        path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    } catch {
        return null;
    }
    if (path.includes('\0') || path.includes('\\')) return null;
    const root = resolve(folder);
    const file = resolve(join(root, path));
    return file === root || file.startsWith(root + sep) ? file : null;
}

function refuse(response, status, sentence, headers = {}) {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(response.req.method === 'HEAD' ? undefined : sentence + '\n');
}

async function answer(folder, request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
        return refuse(response, 405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    let file = file_of(folder, request.url);
    let facts = file && (await stat(file).catch(() => null));
    if (facts?.isDirectory()) {
        const { pathname, search } = new URL(request.url, 'http://localhost');
        if (!pathname.endsWith('/')) {
            return refuse(response, 301, 'Moved', { Location: pathname.replace(/^\/+/, '/') + '/' + search });
        }
        file = join(file, 'index.html');
        facts = await stat(file).catch(() => null);
    }
    if (!facts?.isFile()) return refuse(response, 404, `There is no ${request.url} here.`);
    response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Length': facts.size,
        'Last-Modified': facts.mtime.toUTCString(),
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
}

// Resolves to the server once it listens; `port` 0 takes any free one.
export function serve(folder, port) {
    const server = createServer((request, response) => {
        answer(folder, request, response).catch(() => response.destroy());
    });
    return new Promise((done, failed) => {
        server.once('error', failed);
        server.listen(port, '127.0.0.1', () => done(server));
    });
}

function open_browser(url) {
    const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
    spawn(opener, [url], { stdio: 'ignore', detached: true })
        .on('error', () => console.log('No browser could be opened; open the address yourself.'))
        .unref();
}

async function main() {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { port: { type: 'string', default: '8080' }, open: { type: 'boolean', default: false } },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535) {
        throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    let server;
    try {
        server = await serve(positionals[0], port);
    } catch (error) {
        const reason = {
            EADDRINUSE: `Port ${port} is in use by another program.`,
            EACCES: `Port ${port} may not be used without more rights.`,
        }[error.code];
        if (!reason) throw error;
        throw new Error(`${reason} Choose another: ./airlock serve --port ${port < 1024 ? 8080 : port + 1}`);
    }
    const url = `http://localhost:${server.address().port}/`;
    console.log(`Airlock is at ${url} (Ctrl+C stops it)`);
    if (values.open) open_browser(url);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    main().catch((error) => {
        console.error(`airlock: ${error.message}`);
        process.exit(1);
    });
}
