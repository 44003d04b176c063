import ACKNOWLEDGE_LABEL from '@salesforce/label/c.MachineTree_Action_Acknowledge';
import MOVE_LABEL from '@salesforce/label/c.MachineTree_Action_Move';
import NEW_CASE_LABEL from '@salesforce/label/c.MachineTree_Action_New_Case';
import NEW_ORDER_LABEL from '@salesforce/label/c.MachineTree_Action_New_Work_Order';
import OPEN_LABEL from '@salesforce/label/c.MachineTree_Action_Open';
import OPEN_TAB_LABEL from '@salesforce/label/c.MachineTree_Action_Open_Tab';
import type { MenuItem } from 'c/machineRowMenu';

/** What users can do with a machine of the tree. */
export type MachineAction = 'open' | 'openTab' | 'newCase' | 'newOrder' | 'acknowledge' | 'move';

const ITEMS: Readonly<Record<MachineAction, Omit<MenuItem, 'name'>>> = {
    open: { label: OPEN_LABEL, iconName: 'utility:open' },
    openTab: { label: OPEN_TAB_LABEL, iconName: 'utility:new_window' },
    newCase: { label: NEW_CASE_LABEL, iconName: 'utility:case' },
    newOrder: { label: NEW_ORDER_LABEL, iconName: 'utility:work_order_type' },
    acknowledge: { label: ACKNOWLEDGE_LABEL, iconName: 'utility:check' },
    move: { label: MOVE_LABEL, iconName: 'utility:move' }
};

const ACTIONS = Object.keys(ITEMS) as readonly MachineAction[];

/** Entries of a machine's menu: those of its actions that are possible. */
export function actionItems(possible: Readonly<Partial<Record<MachineAction, boolean>>>): MenuItem[] {
    return ACTIONS.filter((name) => possible[name] !== false).map((name) => ({ name, ...ITEMS[name] }));
}

/** The action of a menu entry; undefined for a name that is none. */
export function toAction(name: string): MachineAction | undefined {
    return ACTIONS.find((action) => action === name);
}
