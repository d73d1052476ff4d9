// Markdown to HTML, with the anchors that GitHub gives headings, and to sections for the search.
import markdownIt from 'markdown-it';

const parser = markdownIt({ html: true });

/** The anchors of a page's headings, each once. */
function anchors() {
  const counts = new Map();
  return (heading) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  };
}

/** What a person reads of an inline token. */
const plain = ({ children }) =>
  children
    .filter(({ type }) => ['text', 'code_inline', 'softbreak'].includes(type))
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('');

/** All links of a text: { text, link }. */
export function linksIn(text) {
  return parser
    .parse(text, {})
    .filter(({ type }) => type === 'inline')
    .flatMap(({ children }) =>
      children.flatMap((token, i) => {
        if (token.type !== 'link_open') return [];
        const inside = children.slice(
          i,
          children.findIndex(({ type }, at) => at > i && type === 'link_close'),
        );
        return [{ text: plain({ children: inside }), link: token.attrGet('href') }];
      }),
    );
}

/**
 * The HTML of a page, its title and the pictures that it shows.
 * @param resolve - Gives the address of a link on the site; undefined makes the link plain text.
 */
export function rendered(text, resolve) {
  const tokens = parser.parse(text.replace(/^<!--.*-->$/gm, ''), {});
  const anchorOf = anchors();
  const pictures = [];
  let title;
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      token.attrSet('id', anchorOf(plain(tokens[i + 1])));
      title ??= plain(tokens[i + 1]);
    }
    if (token.type === 'table_open') token.attrSet('tabindex', '0');
    if (token.type === 'inline') token.children = linked(token.children, resolve, pictures);
  }
  return { html: parser.renderer.render(tokens, parser.options, {}), title: title ?? 'imwrite', pictures };
}

function linked(tokens, resolve, pictures) {
  let dropped = 0;
  return tokens.filter((token) => {
    if (token.type === 'image') {
      pictures.push(token.attrGet('src'));
      token.attrSet('src', resolve(token.attrGet('src')));
    }
    if (token.type === 'link_close' && dropped > 0) return dropped-- < 0;
    if (token.type !== 'link_open') return true;
    const address = resolve(token.attrGet('href'));
    if (address === undefined) return ++dropped < 0;
    token.attrSet('href', address);
    return true;
  });
}

/** The chapters of a page for the search: { heading, anchor, text }. */
export function sectionsOf(text) {
  const tokens = parser.parse(text, {});
  const anchorOf = anchors();
  const sections = [];
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const heading = plain(tokens[i + 1]);
      sections.push({ heading, anchor: anchorOf(heading), text: '' });
    } else if (sections.length > 0 && tokens[i - 1]?.type !== 'heading_open') {
      if (token.type === 'inline') sections.at(-1).text += `${plain(token)} `;
      if (token.type === 'fence') sections.at(-1).text += `${token.content} `;
    }
  }
  return sections;
}
