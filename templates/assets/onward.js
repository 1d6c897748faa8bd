// Where to read on: near a story's end the newest of its topics and of its section, from their feeds.

const further = document.querySelector(".further");
const told = [document.querySelector("link[rel=canonical]").href];

async function fill(list, links, most) {
  for (const { pathname } of links) {
    const answer = await fetch(`${pathname}/feed.json`).catch(Response.error);
    const { items } = answer.ok ? await answer.json() : { items: [] };
    for (const { url, title } of items) {
      if (list.childElementCount === most) return;
      if (told.includes(url)) continue;
      told.push(url);
      list.append(document.createElement("li"));
      list.lastChild.append(Object.assign(document.createElement("a"), { href: new URL(url).pathname, textContent: title }));
    }
  }
}

// They come while their place is half a screen out of sight, so that nothing moves before the eyes of the fastest reader.
const unseen = new IntersectionObserver(
  ([{ isIntersecting }]) => {
    if (!isIntersecting) further.hidden = false;
  },
  { rootMargin: "50%" },
);

const near = new IntersectionObserver(
  async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    const [related, latest] = further.querySelectorAll("ul");
    await fill(related, [...document.querySelectorAll(".tags a")].slice(0, 3), 4);
    await fill(latest, document.querySelectorAll(".more"), 3);
    if (told[1]) unseen.observe(document.querySelector(".colophon"));
  },
  { rootMargin: "100%" },
);
near.observe(document.querySelector(".story-foot"));
