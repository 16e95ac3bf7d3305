// <plp-bin-notice lang="fr"> shows the guide's notice in a page of another site, in the words of today. What the page
// holds inside the element stays when these cannot be had. It takes text and addresses from the guide, never HTML.

/** @typedef {{ title: string, address: string, summary?: string }} NoticeLink */
/**
 * A record of `notices.json`, whose schema says what each key is.
 *
 * @typedef {{
 *   language: string, title: string, question: string, answer: string, number: string,
 *   rescue: string, rescue_number: string, about: string, limits: string,
 *   stages: NoticeLink[], links: NoticeLink[], more: string, guide: NoticeLink,
 * }} Notice
 */

(() => {
  const folder = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const root = new URL("../../", folder);

  /**
   * @param {string} name
   * @param {...(Node | string)} content
   */
  function element(name, ...content) {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  }

  /** @param {NoticeLink} link */
  function item({ title, address, summary }) {
    const anchor = element("a", title);
    anchor.setAttribute("href", new URL(`./${address}`, root).href);
    return element("li", anchor, summary ? `. ${summary}` : "");
  }

  /** @param {string} number */
  function call(number) {
    const anchor = element("a", number);
    anchor.setAttribute("href", `tel:${number}`);
    return anchor;
  }

  /** @param {Notice} notice */
  function shown(notice) {
    const guide = item(notice.guide);
    return [
      element("h2", notice.title),
      element("p", element("strong", notice.question), ` ${notice.answer} `, call(notice.number)),
      element("p", `${notice.rescue} `, call(notice.rescue_number)),
      element("p", notice.about),
      element("p", notice.limits),
      element("p", `${notice.more} `, ...guide.childNodes),
      element("ol", ...notice.stages.map(item)),
      element("ul", ...notice.links.map(item)),
    ];
  }

  class PlpBinNotice extends HTMLElement {
    async connectedCallback() {
      try {
        const answer = await fetch(new URL("notices.json", folder));
        const { records } = /** @type {{ records: Notice[] }} */ (await answer.json());
        const notice = records.find(({ language }) => language === this.lang);
        if (notice) this.replaceChildren(...shown(notice));
      } catch {
        // no network, or no guide there: what the page holds stays
      }
    }
  }
  customElements.define("plp-bin-notice", PlpBinNotice);
})();
