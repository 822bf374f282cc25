/**
 * The server process: Node's HTTP server, our front (lib/http/front, put in place by instrumentation.ts) and behind it
 * the framework, as its guide for custom servers has it. Arguments: port, host.
 */
import http from 'node:http';
import next from 'next';
import { ROOT } from './paths.mjs';

const port = Number(process.argv[2]);
const hostname = process.argv[3] ?? 'localhost';

let handle;
const server = http.createServer(async (request, response) => {
  try {
    await (globalThis.portalFront ? globalThis.portalFront(request, response, handle) : handle(request, response));
  } catch (error) {
    console.error(error);
    if (response.headersSent) response.destroy();
    else {
      response.statusCode = 500;
      response.end();
    }
  }
});
const app = next({ dev: false, dir: ROOT, hostname, port, httpServer: server });
await app.prepare();
handle = app.getRequestHandler();
server.listen(port, hostname);

let ending = false;
/** Finishes what is being answered; no new connection is taken meanwhile. */
function end(code) {
  if (ending) return;
  ending = true;
  server.close(async () => {
    await app.close();
    process.exit(code);
  });
}
process.on('SIGTERM', () => end(143));
process.on('SIGINT', () => end(130));
server.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
