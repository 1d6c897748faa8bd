
const words = new Intl.RelativeTimeFormat(document.documentElement.lang);
const dates = [...document.querySelectorAll(".signed time[data-hour]")];
const texts = new Map(dates.map((date) => [date, date.textContent]));

function ago(date) {
  const minutes = Math.floor((Date.now() - new Date(date.dateTime)) / 60_000);
  if (!(minutes >= 0 && minutes < 24 * 60)) return undefined;
  return minutes < 60 ? words.format(-minutes, "minute") : words.format(-Math.floor(minutes / 60), "hour");
}

function tell(date) {
  const text = ago(date);
  const fits = text !== undefined && text.length <= texts.get(date).length;
  if (fits && !date.style.width) date.style.width = `${Math.ceil(date.getBoundingClientRect().width)}px`;
  date.textContent = fits ? text : texts.get(date);
  date.title = fits ? texts.get(date) : "";
}

function tellAll() {
  dates.forEach(tell);
}

tellAll();
setInterval(tellAll, 60_000);
