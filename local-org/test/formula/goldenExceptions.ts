/** Rows of the golden results that our engine answers differently, by test, input and mode, with the reason. */
export const goldenExceptions: Readonly<Record<string, string>> = {
    'testArcTan2 | ,24 | formulaNullAsNull': 'the reference engine crashes on a blank argument; ours answers blank',
    'testArcTan2 | , | formulaNullAsNull': 'the reference engine crashes on a blank argument; ours answers blank',
    'testArcTan2 | ,12.123456789 | formulaNullAsNull':
        'the reference engine crashes on a blank argument; ours answers blank',
    'testLike | \\,\\\\ | formula': 'a single backslash as a pattern is read as an unfinished escape by ours',
    'testLike | \\,\\\\ | formulaNullAsNull': 'a single backslash as a pattern is read as an unfinished escape by ours',
    'testArcTan2 | 1, | formulaNullAsNull': 'the reference engine crashes on a blank argument; ours answers blank'
};
