import { drawingElement, sanitizeDrawing, TwinModelError } from '../twinModel';

const svg = (body: string, attributes = ''): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50" ${attributes}>${body}</svg>`;

const clean = (body: string, attributes = ''): { html: string; removed: readonly string[] } => {
    const { root, removed } = sanitizeDrawing(svg(body, attributes), 'p-');
    return { html: new XMLSerializer().serializeToString(root), removed };
};

describe('a friendly drawing', () => {
    it('keeps shapes, text and transforms', () => {
        const { html, removed } = clean(
            '<g id="ram" transform="translate(1 2)"><rect x="1" y="2" width="3" height="4" fill="#ccc"/><text x="1">A &amp; B</text></g>'
        );
        expect(html).toContain(
            '<g id="p-ram" transform="translate(1 2)"><rect x="1" y="2" width="3" height="4" fill="#ccc"/><text x="1">A &amp; B</text></g>'
        );
        expect(removed).toEqual([]);
    });

    it('keeps gradients working under their prefixed id', () => {
        const { html } = clean(
            '<defs><linearGradient id="metal"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect fill="url(#metal)"/><rect fill="url(\'#metal\')"/>'
        );
        expect(html).toContain('<linearGradient id="p-metal">');
        expect(html.match(/fill="url\(#p-metal\)"/g)).toHaveLength(2);
    });

    it('scales to its box: keeps the view box and drops the size', () => {
        const drawing = sanitizeDrawing(svg('', 'width="900" height="900"'), 'p-');
        expect(drawing.viewBox).toEqual([0, 0, 100, 50]);
        expect(drawing.root.hasAttribute('width')).toBe(false);
    });

    it('finds elements by the id of the file', () => {
        const drawing = sanitizeDrawing(svg('<rect id="tank"/>'), 'p-');
        expect(drawingElement(drawing, 'tank')?.localName).toBe('rect');
        expect(drawingElement(drawing, 'constructor')).toBeUndefined();
    });
});

describe('a hostile drawing', () => {
    it.each([
        ['<script>alert(1)</script>', 'script'],
        ['<g><script href="https://evil.example/x.js"/></g>', 'script'],
        [
            '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
            'foreignObject'
        ],
        ['<image href="https://evil.example/track.png"/>', 'image'],
        ['<use href="data:image/svg+xml;base64,AAAA#x"/>', 'use'],
        ['<a href="javascript:alert(1)"><rect/></a>', 'a'],
        ['<animate attributeName="href" values="javascript:alert(1)"/>', 'animate'],
        ['<set attributeName="onclick" to="alert(1)"/>', 'set'],
        ['<style>@import url(https://evil.example/x.css)</style>', 'style'],
        ['<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>', 'iframe'],
        ['<filter id="f"><feImage href="https://evil.example/x"/></filter>', 'filter'],
        ['<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>', 'script'],
        ['<rect onclick="alert(1)"/>', 'rect@onclick'],
        ['<rect ONCLICK="alert(1)"/>', 'rect@ONCLICK'],
        ['<rect style="background:url(https://evil.example)"/>', 'rect@style'],
        ['<rect fill="url(https://evil.example/x.svg#p)"/>', 'rect@fill'],
        ['<rect fill=" URL (\'//evil.example/x#p\')"/>', 'rect@fill'],
        ['<rect fill="u\\72l(https://evil.example)"/>', 'rect@fill'],
        ['<rect xlink:href="javascript:alert(1)"/>', 'rect@xlink:href'],
        ['<rect id="a&quot;&gt;b"/>', 'rect@id'],
        ['<text class="javascript:alert(1)"/>', 'text@class']
    ])('%s loses %s', (body, name) => {
        const { html, removed } = clean(body);
        expect(removed).toContain(name);
        expect(html).not.toMatch(/evil|alert|javascript|<script|onclick/i);
    });

    it('loses handlers on the root', () => {
        const { html, removed } = clean('<rect/>', 'onload="alert(1)"');
        expect(html).not.toContain('onload');
        expect(removed).toEqual(['svg@onload']);
    });

    it('loses comments, instructions and character data sections stay text', () => {
        const { html } = clean('<!-- <script>alert(1)</script> --><?xml-stylesheet href="x"?><text>ok</text>');
        expect(html).toMatch(/<text>ok<\/text>/);
        expect(html).not.toMatch(/script|stylesheet/);
    });

    it('names each removed thing once', () => {
        expect(clean('<script/><script/><rect onclick="1"/><rect onclick="2"/>').removed).toEqual([
            'rect@onclick',
            'script'
        ]);
    });

    it.each([
        ['an entity bomb', `<!DOCTYPE svg [<!ENTITY a "aa">]>${svg('&a;')}`, 'entities are not allowed'],
        ['broken XML', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', 'not a well-formed SVG'],
        ['HTML', '<html><body/></html>', 'not a well-formed SVG'],
        ['an SVG without namespace', '<svg viewBox="0 0 1 1"/>', 'not a well-formed SVG'],
        ['no view box', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'needs a viewBox'],
        ['an empty view box', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10"/>', 'needs a viewBox'],
        ['too deep a nesting', svg('<g>'.repeat(40) + '</g>'.repeat(40)), '32 levels'],
        ['too many elements', svg('<g/>'.repeat(4001)), '4000 elements'],
        ['too large a file', svg(' '.repeat(262_145)), 'larger than 256 KB']
    ])('refuses %s', (_, text, message) => {
        expect(() => sanitizeDrawing(text, 'p-')).toThrow(TwinModelError);
        expect(() => sanitizeDrawing(text, 'p-')).toThrow(message);
    });
});
