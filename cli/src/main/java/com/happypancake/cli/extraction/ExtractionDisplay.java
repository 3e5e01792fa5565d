package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionListener;

/** Shows how an extraction goes. Safe for use by several threads. */
public interface ExtractionDisplay extends ExtractionListener, AutoCloseable {

  /** Shows what is due; called several times a second, whether anything happened or not. */
  void tick();

  @Override
  void close();
}
