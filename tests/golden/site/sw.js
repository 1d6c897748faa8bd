const press = {"version":"f9b879fd1f0d6005","fronts":["/","/en","/internacional","/politica","/economia","/ciencia","/cultura","/deportes","/en/international","/en/politics","/en/business","/en/science","/en/culture","/en/sports"],"saved":["/en/saved","/saved"]};

const name = "laera";
const patience = 3000;
const copies = new Map();

const pathOf = ({ url }) => new URL(url).pathname;
const isRecording = (path) => /\.(mp3|m4a|mp4)$/.test(path);
const isPart = (path) => /^\/(assets|media)\//.test(path) && !isRecording(path);
const isFront = (path) => press.fronts.includes(path);
const stem = (path) => path.replace(/-\d+\.\w+$/, "");

async function take(path, answer, isWanted = isFront(path)) {
  if (answer.status >= 500) return;
  const cache = await caches.open(name);
  const kept = await cache.match(path);
  if (!answer.ok || answer.redirected) {
    await cache.delete(path);
    return;
  }
  if (!isWanted && !kept) return;
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.set("laera-kept", new Date().toISOString());
  const text = await answer.text();
  const parts = [...text.matchAll(/ (?:src|href)="(\/(?:assets|media)\/[^"]+)"/g)].map(([, part]) => part).filter(isPart);
  const missing = parts.filter((part) => part.startsWith("/assets/") || !isFront(path));
  await Promise.allSettled(missing.map(async (part) => (await cache.match(part)) ?? cache.add(part)));
  const before = await kept?.text();
  await cache.put(path, new Response(text, { headers }));
  if (before !== undefined && before !== text) await tellOfNewer(path);
  await tidy(cache);
}

async function tellOfNewer(path) {
  for (const client of await clients.matchAll()) {
    if (pathOf(client) === path && copies.has(client.id)) client.postMessage({ isNewer: true });
  }
}

async function tidy(cache) {
  const requests = await cache.keys();
  const pages = requests.filter((request) => !isPart(pathOf(request)));
  const texts = await Promise.all(pages.map(async (request) => (await cache.match(request))?.text()));
  const all = texts.join("");
  const unused = requests.filter((request) => isPart(pathOf(request)) && !all.includes(stem(pathOf(request))));
  await Promise.all(unused.map((request) => cache.delete(request)));
}

async function refresh(path) {
  await take(path, await fetch(path, { cache: "no-cache" }), true);
}

async function shown(event, path, fresh) {
  const kept = await caches.match(path);
  const late = new Promise((resolve) => { setTimeout(resolve, patience); });
  const answer = await (kept ? Promise.race([fresh, late]) : fresh).catch(() => undefined);
  if (answer && (answer.status < 500 || !kept)) return answer;
  copies.set(event.resultingClientId, kept?.headers.get("laera-kept") ?? "");
  const saved = press.saved.find((one) => `${path}/`.startsWith(one.replace(/saved$/, "")));
  return kept ?? (await caches.match(saved)) ?? Response.error();
}

async function part(event, path) {
  const cache = await caches.open(name);
  const kept = await cache.match(path);
  if (kept) return kept;
  try {
    const answer = await fetch(event.request);
    const client = await clients.get(event.clientId);
    if (answer.ok && client && (isFront(pathOf(client)) || (await cache.match(pathOf(client))))) {
      event.waitUntil(cache.put(path, answer.clone()).catch(() => {}));
    }
    return answer;
  } catch {
    const other = (await cache.keys()).find((request) => stem(pathOf(request)) === stem(path));
    return (other && (await cache.match(other))) ?? Response.error();
  }
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(Promise.all(press.saved.map(refresh)));
});

addEventListener("activate", (event) => {
  const renew = async () => {
    await clients.claim();
    const open = (await clients.matchAll()).map(pathOf).filter(isFront);
    const kept = (await (await caches.open(name)).keys()).map(pathOf).filter((path) => !isPart(path));
    await Promise.allSettled([...new Set([...open, ...kept])].map(refresh));
  };
  event.waitUntil(renew());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request);
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin || isRecording(path)) return;
  if (request.mode === "navigate") {
    const fresh = fetch(request, { cache: "no-cache" });
    event.waitUntil(fresh.then((answer) => take(path, answer.clone())).catch(() => {}));
    event.respondWith(shown(event, path, fresh));
  } else if (isPart(path)) event.respondWith(part(event, path));
});

addEventListener("message", (event) => {
  const { source, data } = event;
  if (copies.has(source.id)) source.postMessage({ kept: copies.get(source.id) });
  if (!Array.isArray(data.saved)) return;
  const follow = async () => {
    const cache = await caches.open(name);
    const pages = (await cache.keys()).map(pathOf).filter((path) => !isPart(path));
    const wanted = new Set([...data.saved, ...press.saved]);
    await Promise.all(pages.filter((path) => !wanted.has(path) && !isFront(path)).map((path) => cache.delete(path)));
    await Promise.allSettled([...wanted].filter((path) => !pages.includes(path)).map(refresh));
    await tidy(cache);
  };
  event.waitUntil(follow());
});
