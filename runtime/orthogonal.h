/* The orthogonal factor of a matrix, for first values of weights. */
#ifndef RUNTIME_ORTHOGONAL_H
#define RUNTIME_ORTHOGONAL_H

/* matrix[rows][columns] becomes gain Q: its rows become orthonormal, times gain; where there
 * are more rows than columns, its columns. Q is that of a QR factorisation whose R has a
 * positive diagonal; one row is divided by its length. */
void orthogonal(float *matrix, long rows, long columns, double gain);

#endif
