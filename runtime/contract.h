/* Matrix products by OpenBLAS, with results that do not depend on the number of threads. */
#ifndef RUNTIME_CONTRACT_H
#define RUNTIME_CONTRACT_H

/* c[m][n] = factor * sum over k of a[m][k] b[k][n], and what c holds where `adds` is 1. Element
 * a[m][k] lies at a[m * a_row + k * a_step], and so for b; one of an operand's two strides
 * is 1. Rows of c lie c_row apart. */
void contract_product(int rows, int columns, int depth, float factor, const float *a, int a_row,
                      int a_step, const float *b, int b_row, int b_step, int adds, float *c,
                      int c_row);

#endif
