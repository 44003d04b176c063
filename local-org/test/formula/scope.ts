import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { createFormulaService } from '../../src/formula/index.ts';
import type { FieldValue, FormulaScope, RecordData } from '../../src/platform.ts';

/** Formulas on the standard Asset and Case objects. */
export class FormulaBench {
    readonly org: LocalOrg = createOrg();
    readonly service = createFormulaService();

    /** Value of a formula on a case. */
    evaluate(formula: string, record: RecordData = {}, more: Partial<FormulaScope> = {}): FieldValue {
        return this.service.evaluate(formula, {
            schema: this.org.schema,
            objectName: 'Case',
            record,
            prior: undefined,
            isNew: false,
            now: new Date('2026-11-20T10:30:15.250Z'),
            userId: '005000000000001AAA',
            lookup: (path) => (path.join('.') === 'Asset.Name' ? 'Press 1' : null),
            ...more
        });
    }

    /** Problems of a formula on a case. */
    check(formula: string): readonly string[] {
        return this.service.check(formula, 'Case', this.org.schema);
    }
}
