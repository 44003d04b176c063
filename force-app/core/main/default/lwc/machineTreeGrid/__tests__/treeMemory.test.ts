import { recallExpanded, rememberExpanded } from '../treeMemory';

describe('treeMemory', () => {
    afterEach(() => {
        jest.restoreAllMocks();
        sessionStorage.clear();
    });

    it('remembers open branches per hierarchy', () => {
        rememberExpanded('rootA', new Set(['a', 'b']));
        expect(recallExpanded('rootA')).toEqual(new Set(['a', 'b']));
        expect(recallExpanded('rootB')).toBeUndefined();
    });

    it('does not trust what it finds', () => {
        sessionStorage.setItem('iot.machineTree.rootA', '[1, "a"]');
        expect(recallExpanded('rootA')).toEqual(new Set(['a']));
        sessionStorage.setItem('iot.machineTree.rootA', '{');
        expect(recallExpanded('rootA')).toBeUndefined();
    });

    it('works without storage', () => {
        jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
            throw new DOMException('full', 'QuotaExceededError');
        });
        expect(() => rememberExpanded('rootA', new Set(['a']))).not.toThrow();
        expect(recallExpanded('rootA')).toBeUndefined();
    });
});
