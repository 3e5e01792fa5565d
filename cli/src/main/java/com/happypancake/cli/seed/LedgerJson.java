package com.happypancake.cli.seed;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;

/** Shows a broker's ledger to programs. Stateless. */
public final class LedgerJson {

  private LedgerJson() {}

  /** Returns a ledger as JSON. */
  public static JsonObject of(Ledger ledger) {
    JsonObject json = new JsonObject();
    json.addProperty("incarnation", ledger.getIncarnation());
    json.addProperty("renewal", ledger.getRenewal());
    JsonArray seeds = new JsonArray();
    for (LedgerSeed seed : ledger.getSeedsList()) {
      JsonObject each = new JsonObject();
      each.addProperty("name", seed.getBegun().getName());
      each.addProperty("eventsDigest", seed.getBegun().getEventsDigest());
      each.addProperty("finished", seed.getFinished());
      each.addProperty("confirmed", seed.getConfirmed());
      each.addProperty("prefix", seed.getPrefix());
      each.addProperty("sentTo", seed.getSentTo());
      each.addProperty("lastOrdinal", seed.getBegun().getLastOrdinal());
      seeds.add(each);
    }
    json.add("seeds", seeds);
    return json;
  }
}
