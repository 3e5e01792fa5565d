package com.happypancake.extractor.state;

import com.google.protobuf.ByteString;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings that a run must share with the run that it resumes: all that the rows depend on. */
public final class ResumeSettings {

  private static final String NOT_SET = "not set";

  private ResumeSettings() {}

  /**
   * Returns the settings of an extraction as text.
   *
   * @param base of a delta; empty for a full dump. It is compared by its content, since its folder
   *     may later hold another dump
   */
  public static List<Setting> of(
      Extraction extraction, DatabaseAddress address, Optional<DumpChain> base) {
    List<LegacyTable> tables = extraction.selected();
    byte[] schemas =
        DescriptorSets.of(
                tables.stream().map(table -> table.descriptor().getFile()).distinct().toList())
            .toByteArray();
    return List.of(
        setting("source", address.toString()),
        setting("country", extraction.country().code()),
        setting(
            "tables", String.join(", ", tables.stream().map(LegacyTable::qualifiedName).toList())),
        setting("schemas", "SHA-256 " + Digests.sha256(schemas)),
        setting("rows-per-part", Long.toString(extraction.rowsPerPart())),
        setting(
            "since",
            base.map(chain -> "content " + chain.last().manifest().getContentDigest())
                .orElse("the beginning")),
        setting(
            "overlap", extraction.delta().map(delta -> delta.overlap().toString()).orElse("none")),
        setting(
            "deletes",
            extraction
                .delta()
                .map(delta -> delta.deletes().map(Delta::text).orElse("as the source permits"))
                .orElse("none")),
        setting(
            "high-water",
            extraction.highWater().map(ResumeSettings::hex).orElse("the source's own")),
        setting(
            "pseudonym key",
            extraction
                .pseudonymKey()
                .map(PseudonymKey::fingerprint)
                .orElse("none: the originals are read")),
        setting("pseudonym mapping", Integer.toString(extraction.pseudonymMapping())),
        setting("codec", extraction.writing().codec().description()));
  }

  private static String hex(ByteString mark) {
    return "0x" + HexFormat.of().formatHex(mark.toByteArray());
  }

  private static Setting setting(String name, String value) {
    return Setting.newBuilder().setName(name).setValue(value).build();
  }

  /**
   * Refuses to resume a run with other settings.
   *
   * @throws RefusedFolderException if a setting differs; the message lists all that do
   */
  public static void refuseOther(List<Setting> begun, List<Setting> asked, Path dump)
      throws RefusedFolderException {
    Map<String, String> before = byName(begun);
    Map<String, String> now = byName(asked);
    List<String> differences = new ArrayList<>();
    now.forEach(
        (name, value) -> {
          String old = before.getOrDefault(name, NOT_SET);
          if (!old.equals(value)) {
            differences.add(name + " was " + old + ", and is " + value);
          }
        });
    before.forEach(
        (name, old) -> {
          if (!now.containsKey(name)) {
            differences.add(name + " was " + old + ", and is " + NOT_SET);
          }
        });
    if (!differences.isEmpty()) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          String.format(
              Locale.ROOT,
              "%s: was begun by another command:%n  %s%n"
                  + "give the same options, or begin it anew without --resume",
              dump,
              String.join(System.lineSeparator() + "  ", differences)));
    }
  }

  private static Map<String, String> byName(List<Setting> settings) {
    Map<String, String> byName = new LinkedHashMap<>();
    settings.forEach(setting -> byName.put(setting.getName(), setting.getValue()));
    return byName;
  }
}
