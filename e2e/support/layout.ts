import type { Page } from 'playwright-core';

/**
 * What people cannot see or reach in a part of a page: things beside the window that no scrolling brings back, texts
 * that are cut without being told elsewhere, and controls that lie on one another.
 */
export async function layoutProblems(page: Page, selector: string): Promise<string[]> {
    return page
        .locator(selector)
        .first()
        .evaluate((root) => {
            // Queries and closest() end at shadow roots, so the tree as it is drawn is walked by hand.
            const below = (node: Element | ShadowRoot): Element[] =>
                Array.from(node.children).flatMap((child) => [child, ...insideOf(child)]);
            const insideOf = (host: Element): Element[] => [
                ...(host.shadowRoot ? below(host.shadowRoot) : []),
                ...below(host)
            ];
            const above = (element: Element): Element[] => {
                if (element === root) return [element];
                const { host } = element.getRootNode() as Partial<ShadowRoot>;
                const parent = element.assignedSlot ?? element.parentElement ?? host;
                return parent ? [element, ...above(parent)] : [element];
            };
            const isWithin = (element: Element, names: string): boolean =>
                above(element).some((at) => at.matches(names));
            const styleOf = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
            const scrolls = (element: Element): boolean =>
                above(element)
                    .slice(1)
                    .some((at) => /auto|scroll/.test(styleOf(at).overflowX));
            const isShown = (element: Element): boolean => {
                const { width, height } = element.getBoundingClientRect();
                const isForOthers = isWithin(element, '.slds-assistive-text, .slds-hidden, svg, [aria-hidden=true]');
                return width > 1 && height > 1 && !isForOthers && element.checkVisibility({ visibilityProperty: true });
            };
            const name = (element: Element): string => {
                const text = element.getAttribute('title') ?? element.textContent;
                return `${element.tagName.toLowerCase()} "${text.trim().slice(0, 40)}"`;
            };
            const all = [...new Set(insideOf(root))].filter(isShown);
            const controls = all.filter((element) => element.matches('a[href], button, input, select, textarea'));
            if (controls.length === 0) return ['nothing is shown'];

            const outside = all.filter((element) => {
                const { left, right } = element.getBoundingClientRect();
                return (left < -1 || right > document.documentElement.clientWidth + 1) && !scrolls(element);
            });
            const cut = all.filter((element) => {
                const isText = element.childElementCount === 0 && element.textContent.trim() !== '';
                const isCut = isText && element.scrollWidth > element.clientWidth + 1;
                return (
                    isCut &&
                    /hidden|clip/.test(styleOf(element).overflowX) &&
                    !isWithin(element, '[title], [aria-label]')
                );
            });
            const covered = controls.flatMap((one, index) => {
                const a = one.getBoundingClientRect();
                return controls.slice(index + 1).flatMap((other) => {
                    const b = other.getBoundingClientRect();
                    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const along = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    const isInside = above(other).includes(one) || above(one).includes(other);
                    return across > 2 && along > 2 && !isInside ? [`${name(one)} lies on ${name(other)}`] : [];
                });
            });
            return [
                ...outside.map((element) => `outside the window: ${name(element)}`),
                ...cut.map((element) => `cut: ${name(element)}`),
                ...covered
            ];
        });
}

/** Elements of a part of the page that move without end. */
export async function endlessAnimations(page: Page, selector: string): Promise<string[]> {
    return page
        .locator(selector)
        .first()
        .evaluate((root) => {
            const isBelow = (element: Element): boolean => {
                const { host } = element.getRootNode() as Partial<ShadowRoot>;
                const parent = element.parentElement ?? host;
                return element === root || (parent !== undefined && isBelow(parent));
            };
            return document.getAnimations().flatMap(({ effect, playState }) => {
                const target = effect instanceof KeyframeEffect ? effect.target : null;
                const isEndless = effect?.getComputedTiming().endTime === Infinity && playState === 'running';
                return target && isEndless && isBelow(target) ? [target.outerHTML.slice(0, 120)] : [];
            });
        });
}
