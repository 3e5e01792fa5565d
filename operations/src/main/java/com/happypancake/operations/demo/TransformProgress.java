package com.happypancake.operations.demo;

import com.happypancake.transformer.TransformListener;
import com.happypancake.transformer.TransformPhase;

/** Passes a transform's progress on. */
record TransformProgress(DemoListener listener) implements TransformListener {

  @Override
  public void progress(TransformPhase phase, String part, long done, long total) {
    String what =
        switch (phase) {
          case LOOKING_UP -> "rows looked up";
          case MAPPING -> "rows mapped";
          case WRITING -> "events written";
        };
    listener.progress(what, done, total);
  }
}
