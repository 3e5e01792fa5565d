package com.happypancake.cli.folder;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.ReadListener;
import java.util.Locale;

/**
 * Shows how far a reading of all parts is.
 *
 * @param line where
 * @param doing what, as a participle
 */
record VerifyProgress(ProgressLine line, String doing) implements ReadListener {

  @Override
  public void progress(String path, long done, long total) {
    line.update(
        () ->
            String.format(
                Locale.ROOT,
                "%s %d of %d records (%d%%): %s",
                doing,
                done,
                total,
                total == 0 ? 100 : done * 100 / total,
                path));
  }
}
