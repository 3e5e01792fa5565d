package com.happypancake.transformer;

import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.manifest.Manifest;
import java.util.List;

/**
 * The settings that a run must share with the run that it resumes: all that the events and their
 * parts depend on. Threads and memory may differ.
 */
final class TransformSettings {

  private TransformSettings() {}

  /** Returns the settings as text. The dump is compared by its content, not by its folder. */
  static List<Setting> of(Transformation transformation, InputChain chain) {
    Manifest manifest = chain.last().dump().manifest();
    byte[] schemas = DescriptorSets.of(List.of(EventProto.getDescriptor())).toByteArray();
    return List.of(
        setting("in", "content " + manifest.getContentDigest()),
        setting("base", chain.isDelta() ? "content " + manifest.getBaseDigest() : "none"),
        setting("country", manifest.getCountry()),
        setting("time zone", manifest.getTimeZone()),
        setting("event schemas", "SHA-256 " + Digests.sha256(schemas)),
        setting("hpc", RunSettings.version()),
        setting("choice", transformation.choice().text()),
        setting("events-per-part", Long.toString(transformation.eventsPerPart())),
        setting("codec", transformation.writing().codec().description()));
  }

  private static Setting setting(String name, String value) {
    return Setting.newBuilder().setName(name).setValue(value).build();
  }
}
