import { actionForKey, isTyping, TypeAhead, type KeyContext } from '../treeKeys';

const CONTEXT: KeyContext = {
    active: 5,
    count: 10,
    pageSize: 4,
    parent: 2,
    isExpandable: true,
    isExpanded: false,
    isRightToLeft: false
};

describe('actionForKey', () => {
    it.each([
        ['ArrowDown', {}, { type: 'focus', row: 6 }],
        ['ArrowDown', { active: 9 }, { type: 'focus', row: 9 }],
        ['ArrowUp', {}, { type: 'focus', row: 4 }],
        ['ArrowUp', { active: 0 }, { type: 'focus', row: 0 }],
        ['PageDown', {}, { type: 'focus', row: 9 }],
        ['PageUp', {}, { type: 'focus', row: 1 }],
        ['Home', {}, { type: 'focus', row: 0 }],
        ['End', {}, { type: 'focus', row: 9 }],
        ['ArrowRight', {}, { type: 'expand', row: 5 }],
        ['ArrowRight', { isExpanded: true }, { type: 'focus', row: 6 }],
        ['ArrowRight', { isExpandable: false }, undefined],
        ['ArrowLeft', { isExpanded: true }, { type: 'collapse', row: 5 }],
        ['ArrowLeft', {}, { type: 'focus', row: 2 }],
        ['ArrowLeft', { parent: -1 }, undefined],
        ['ArrowLeft', { isRightToLeft: true }, { type: 'expand', row: 5 }],
        ['ArrowRight', { isRightToLeft: true }, { type: 'focus', row: 2 }],
        ['Enter', {}, { type: 'open', row: 5 }],
        [' ', {}, { type: 'select', row: 5 }],
        ['*', {}, { type: 'expandSiblings', row: 5 }],
        ['Tab', {}, undefined],
        ['ArrowDown', { count: 0 }, undefined]
    ])('%s with %j', (key, changes, expected) => {
        expect(actionForKey(key, { ...CONTEXT, ...changes })).toEqual(expected);
    });
});

describe('TypeAhead', () => {
    const names = ['Line 1', 'Press 1', 'Pump 1', 'Press 2'];
    const find = (ahead: TypeAhead, character: string, time: number, active: number) =>
        ahead.find(character, time, active, names.length, (row) => names[row]);

    it('goes to the next name with that letter and starts again at the end', () => {
        const ahead = new TypeAhead();
        expect(find(ahead, 'p', 0, 0)).toBe(1);
        expect(find(ahead, 'P', 2000, 1)).toBe(2);
        expect(find(ahead, 'l', 4000, 2)).toBe(0);
    });

    it('refines with letters typed quickly', () => {
        const ahead = new TypeAhead();
        expect(find(ahead, 'p', 0, 0)).toBe(1);
        expect(find(ahead, 'u', 100, 1)).toBe(2);
        expect(find(ahead, 'x', 200, 2)).toBeUndefined();
    });

    it('leaves shortcuts and named keys alone', () => {
        const keys = { ctrlKey: false, altKey: false, metaKey: false };
        expect(isTyping({ ...keys, key: 'p' })).toBe(true);
        expect(isTyping({ ...keys, key: 'F5' })).toBe(false);
        expect(isTyping({ ...keys, key: 'c', ctrlKey: true })).toBe(false);
        expect(isTyping({ ...keys, key: 'c', altKey: true })).toBe(false);
        expect(isTyping({ ...keys, key: 'c', metaKey: true })).toBe(false);
    });
});
