/** Plans of tables: columns, keys, chunks and queries. Classes without a session are immutable. */
@NullMarked
package com.happypancake.extractor.plan;

import org.jspecify.annotations.NullMarked;
