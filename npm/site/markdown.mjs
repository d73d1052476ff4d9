// Markdown to HTML, with the anchors that GitHub gives headings, and to sections for the search.
import markdownIt from 'markdown-it';
import { anchors } from './anchors.mjs';
import { callOf, programOf } from './runnable.mjs';

const parser = markdownIt({ html: true });

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
 * The HTML of a page, its title, the pictures that it shows, and whether it has blocks that run.
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
  const live = enlivened(tokens);
  return { html: parser.renderer.render(tokens, parser.options, {}), title: title ?? 'imwrite', pictures, live };
}

/** Marks the blocks that run, with the lines that call them. Gives whether there are any. */
function enlivened(tokens) {
  let any = false;
  for (const [i, token] of tokens.entries()) {
    if (token.type !== 'fence') continue;
    const [language, role = ''] = token.info.split(' ');
    const next = tokens[i + 1];
    const call = next?.type === 'html_block' ? callOf(next.content) : undefined;
    if (call !== undefined) next.content = '';
    const code = programOf({ language, role, code: token.content, call });
    if (code === undefined) continue;
    any = true;
    token.meta = { live: true };
    token.content = code;
  }
  return any;
}

const { fence } = parser.renderer.rules;
parser.renderer.rules.fence = (tokens, i, ...more) => {
  // Long lines scroll, by keyboard too.
  const html = fence(tokens, i, ...more).replace('<pre>', '<pre tabindex="0">');
  return tokens[i].meta?.live ? `<div class="live">${html}</div>\n` : html;
};

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
