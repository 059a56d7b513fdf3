package org.gatefold.photometric.depth;

/** What the normals say of the potential z at each pixel: {@code facing·fx·∂z/∂u = across}, and so down the rows. */
final class Slopes {
    /** Factors of ∂z/∂u and ∂z/∂v. */
    final double[] columnFactor;

    final double[] rowFactor;
    /** Right sides of ∂z/∂u and ∂z/∂v. */
    final double[] across;

    final double[] down;

    Slopes(Grid grid, NormalMap normals, Camera camera) {
        columnFactor = new double[grid.count];
        rowFactor = new double[grid.count];
        across = new double[grid.count];
        down = new double[grid.count];
        for (int p = 0; p < grid.count; p++) {
            int u = grid.pixel[p] % grid.width;
            int v = grid.pixel[p] / grid.width;
            double nx = normals.at(p, 0);
            double ny = normals.at(p, 1);
            double facing = camera.facing(u, v, nx, ny, normals.at(p, 2));
            columnFactor[p] = camera.columnScale() * facing;
            rowFactor[p] = camera.rowScale() * facing;
            across[p] = nx;
            down[p] = -ny;
        }
    }

    /** Turns the equations into gradients, with the factors no less than {@code floor} times the camera's scale. */
    void divide(Camera camera, double floor) {
        for (int p = 0; p < across.length; p++) {
            across[p] /= Math.max(columnFactor[p], floor * camera.columnScale());
            down[p] /= Math.max(rowFactor[p], floor * camera.rowScale());
        }
    }
}
