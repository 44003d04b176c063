/** An operator between two values. `==` and `!=` are read as `=` and `<>`. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>=' | '&&' | '||';

/** The syntax tree of a formula; positions count characters from 0. */
export type Expression =
    | { readonly kind: 'number'; readonly text: string; readonly position: number }
    | { readonly kind: 'text'; readonly value: string; readonly position: number }
    | { readonly kind: 'boolean'; readonly value: boolean; readonly position: number }
    | { readonly kind: 'null'; readonly position: number }
    | { readonly kind: 'reference'; readonly path: string; readonly position: number }
    | {
          readonly kind: 'unary';
          readonly operator: '-' | '+' | '!';
          readonly operand: Expression;
          readonly position: number;
      }
    | {
          readonly kind: 'binary';
          readonly operator: BinaryOperator;
          readonly left: Expression;
          readonly right: Expression;
          readonly position: number;
      }
    | {
          readonly kind: 'call';
          /** Upper case. */
          readonly name: string;
          readonly args: readonly Expression[];
          readonly position: number;
      };
