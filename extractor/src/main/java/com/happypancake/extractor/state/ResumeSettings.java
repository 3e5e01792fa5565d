package com.happypancake.extractor.state;

import com.google.protobuf.ByteString;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Setting;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The settings that a run must share with the run that it resumes: all that the rows depend on. */
public final class ResumeSettings {

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
}
