/**
 * A small SQL Server for tests: it speaks TDS 7.4 to Microsoft's own driver, on 127.0.0.1, so that
 * what production decodes is decoded in the tests too.
 *
 * <p>Section names in the comments are those of the specification [MS-TDS]. A server takes one
 * thread for each connection; what a test reads of it is safe for use by several threads.
 */
@NullMarked
package com.happypancake.extractor.tds;

import org.jspecify.annotations.NullMarked;
