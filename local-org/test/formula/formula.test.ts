import { supportedFunctions } from '../../src/formula/index.ts';
import { cases } from './cases.ts';
import { FormulaBench } from './scope.ts';

describe('the formula language', () => {
    const bench = new FormulaBench();
    afterAll(() => bench.org.stop());

    it.each(cases.map(([formula, value, record]) => ({ formula, value, record })))(
        '$formula',
        ({ formula, value, record }) => {
            expect(bench.evaluate(formula, record)).toEqual(value);
        }
    );

    it('reads blank numbers as zero, or as blanks where the field says so', () => {
        const path = 'Asset.Quantity';
        expect(bench.evaluate(`${path} + 1`)).toBe(1);
        expect(bench.evaluate(`${path} + 1`, {}, { blanksAs: 'blank' })).toBeNull();
        expect(bench.evaluate(`ISBLANK(${path})`)).toBe(false);
        expect(bench.evaluate(`ISBLANK(${path})`, {}, { blanksAs: 'blank' })).toBe(true);
    });

    it('gives the type of the field: percents are scaled, checkboxes are never blank', () => {
        expect(bench.evaluate('0.25', {}, { resultType: 'percent' })).toBe(25);
        expect(bench.evaluate('NULL', {}, { resultType: 'boolean' })).toBe(false);
    });

    it('knows what has changed', () => {
        const prior = { Status: 'New', Subject: 'Old' };
        const changed = { Status: 'Closed', Subject: 'Old' };
        expect(bench.evaluate('ISCHANGED(Status)', changed, { prior })).toBe(true);
        expect(bench.evaluate('ISCHANGED(Subject)', changed, { prior })).toBe(false);
        expect(bench.evaluate('TEXT(PRIORVALUE(Status))', changed, { prior })).toBe('New');
        expect(bench.evaluate('ISNEW()', changed, { isNew: true })).toBe(true);
        expect(bench.evaluate('ISCHANGED(Status)', changed, { isNew: true })).toBe(false);
    });

    it('evaluates only the branch it takes', () => {
        expect(bench.evaluate('IF(TRUE, 1, 1 / 0)')).toBe(1);
        expect(bench.evaluate('FALSE && 1 / 0 = 1')).toBe(false);
        expect(bench.evaluate('CASE(1, 1, "one", TEXT(1 / 0))')).toBe('one');
    });

    it.each([
        ['1 / 0', /Division by zero/],
        ['VALUE("x")', /not a number/],
        ['DATE(2026, 2, 30)', /no date/],
        ['SQRT(-1)', /out of range/],
        ['10 ^ 70', /Out of range/],
        [
            'GEOLOCATION(91, 0) = NULL || DISTANCE(GEOLOCATION(91, 0), GEOLOCATION(0, 0), "km") > 1',
            /types|GEOLOCATION|location/
        ]
    ])('%s has no value', (formula, message) => {
        expect(() => bench.evaluate(formula)).toThrow(message);
    });

    it('lists its functions', () => {
        const names = supportedFunctions().map(({ name }) => name);
        expect(names.length).toBeGreaterThan(90);
        expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
        expect(supportedFunctions().find(({ name }) => name === 'LEFT')).toEqual({
            name: 'LEFT',
            category: 'Text',
            usage: 'LEFT(text, num_chars)'
        });
    });
});

describe('checking a formula', () => {
    const bench = new FormulaBench();
    afterAll(() => bench.org.stop());

    it('accepts what fits', () => {
        expect(bench.check('IF(ISPICKVAL(Status, "New"), Asset.Name, $User.LastName)')).toEqual([]);
        expect(bench.check('Owner:User.Username & $Label.Anything & TEXT($Permission.Some)')).not.toEqual([]);
        expect(bench.check('Account.Owner.Name & $Label.Anything')).toEqual([]);
    });

    it.each([
        ['1 +', 'Syntax error. The formula ends where a value is expected. (line 1, column 4)'],
        ['IF(TRUE,\n 1', "Syntax error. The formula ends where ')' is expected. (line 2, column 3)"],
        ['1 ? 2', "Syntax error. Found '?'. (line 1, column 3)"],
        ['"open', 'The text does not end: a quotation mark is missing. (line 1, column 1)'],
        ['/* open', 'The comment does not end. (line 1, column 1)'],
        ['Subjct', 'Field Subjct does not exist. Check spelling. (line 1, column 1)'],
        ['Asset.Nme', 'Field Asset.Nme does not exist. Check spelling. (line 1, column 1)'],
        ['FOO(1)', 'Unknown function FOO. Check spelling. (line 1, column 1)'],
        [
            'VLOOKUP(1, 2, 3)',
            'The local org does not run the function VLOOKUP: it reads other records. (line 1, column 1)'
        ],
        [
            'LEFT(Subject)',
            "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 1. (line 1, column 1)"
        ],
        [
            'LEFT(1, 2)',
            "Incorrect parameter type for function 'LEFT()'. Expected text, received number. (line 1, column 6)"
        ],
        [
            'Status = "New"',
            'Field Status is a picklist field. Picklist fields are only supported in certain functions. (line 1, column 8)'
        ],
        [
            'UPPER(Status)',
            'Field Status is a picklist field. Picklist fields are only supported in certain functions. (line 1, column 7)'
        ],
        [
            '1 + TODAY() * 2',
            "Incorrect parameter type for operator '*'. It does not take date and number. (line 1, column 13)"
        ],
        [
            '"a" && TRUE',
            "Incorrect parameter type for operator '&&'. Expected boolean, received text. (line 1, column 5)"
        ],
        ['1 = "a"', "Incorrect parameter type for operator '='. Expected number, received text. (line 1, column 3)"],
        ['IF(TRUE, 1, "a")', 'IF answers different types: number, text. (line 1, column 1)'],
        ['CASE(1, 1, 2)', 'CASE needs a result for every value and one result at the end. (line 1, column 1)'],
        [
            'ISCHANGED(1 + 1)',
            "Incorrect parameter type for function 'ISCHANGED()'. Expected field, received number. (line 1, column 13)"
        ],
        ['(1', "Syntax error. The formula ends where ')' is expected. (line 1, column 3)"],
        ['1 2', "Syntax error. Found '2' where an operator is expected. (line 1, column 3)"]
    ])('%s', (formula, problem) => {
        expect(bench.check(formula)).toEqual([problem]);
    });

    it('refuses a formula that is nested too deeply instead of crashing', () => {
        expect(bench.check('('.repeat(5000) + '1' + ')'.repeat(5000))).toEqual([
            expect.stringContaining('nested too deeply')
        ]);
    });
});
