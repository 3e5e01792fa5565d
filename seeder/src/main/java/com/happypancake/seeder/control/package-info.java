/**
 * A person's hold on a run, from outside its process: the files of a log's folder by which another
 * shell gives orders, and the HTTP API with its dashboard.
 *
 * <p>The run itself is behind {@link com.happypancake.seeder.SeedControl}.
 */
@NullMarked
package com.happypancake.seeder.control;

import org.jspecify.annotations.NullMarked;
