// The search field of every page. A classic script, so that pages opened from the disk have it, too.
const field = document.getElementById('search');
const list = document.getElementById('found');
const { options, index } = globalThis.searchIndex;
const search = globalThis.MiniSearch.loadJS(index, options);
const { root } = document.documentElement.dataset;

function show() {
  const results = field.value.trim() === '' ? [] : search.search(field.value).slice(0, 12);
  list.replaceChildren(
    ...results.map(({ heading, page, url }) => {
      const link = Object.assign(document.createElement('a'), { href: `${root}/${url}`, textContent: heading });
      const item = document.createElement('li');
      item.append(link, heading === page ? '' : ` – ${page}`);
      return item;
    }),
  );
  list.hidden = results.length === 0;
}

field.addEventListener('input', show);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    field.value = '';
    show();
  } else if (event.key === '/' && !event.target.matches('input, textarea')) {
    event.preventDefault();
    field.focus();
  }
});
