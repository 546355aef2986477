/** Made by `npm run types` from the service's OpenAPI document; a test holds it against that. Not to be edited. */
export interface components {
  schemas: {
    /** @description What went wrong (RFC 9457). */
    Problem: {
      /** @description The kind of problem as a URI. */
      type: string;
      /** @description The kind of problem in words. */
      title: string;
      /** @description HTTP status. */
      status: number;
      /**
       * @description The kind of problem for programs.
       * @enum {string}
       */
      code: "bad-request" | "unknown-parameter" | "conflicting-parameter" | "invalid-parameter" | "invalid-json" | "refused" | "not-signed-in" | "not-allowed" | "cross-site" | "too-many" | "not-found" | "method-not-allowed" | "not-acceptable" | "too-slow" | "conflict" | "some-refused" | "no-such-range" | "too-large" | "unsupported-media-type" | "invalid-value" | "unknown-key" | "internal" | "unavailable";
      /** @description What is wrong here and what would be right. */
      detail: string;
      /** @description The parameter or field at fault. */
      parameter?: string;
      /** @description Each asset that cannot be changed. */
      refused?: {
          /** @description The id of the asset. */
          asset: string;
          /** @description Why, and what would be right. */
          detail: string;
        }[];
    };
    /** @description A link. */
    Link: {
      /** @description Absolute address. */
      href: string;
      /** @description Relation. */
      rel: string;
      /** @description Media type behind it. */
      type: string;
      /** @description What people read. */
      title: string;
    };
    /** @description Where to go from here. */
    LandingPage: {
      /** @description Title. */
      title: string;
      /** @description What this is. */
      description: string;
      /** @description Related addresses. */
      links: components["schemas"]["Link"][];
    };
    /** @description Standards that hold. */
    Conformance: {
      /** @description Related addresses. */
      links: components["schemas"]["Link"][];
      /** @description Classes. */
      conformsTo: string[];
    };
    /** @description All collections. */
    Collections: {
      /** @description Related addresses. */
      links: components["schemas"]["Link"][];
      /** @description Coordinate systems of all. */
      crs: string[];
      /** @description Collections. */
      collections: components["schemas"]["Collection"][];
    };
    /** @description A collection of features. */
    Collection: {
      /** @description Its key. */
      id: string;
      /** @description What people call it. */
      title: string;
      /** @description What is in it, and what is not. */
      description: string;
      /** @description What to find it by. */
      keywords: string[];
      /** @description Whom to name beside it, with their licences. */
      attribution: string;
      /** @description Always feature. */
      itemType: string;
      /** @description Coordinate systems. */
      crs: string[];
      /** @description Related addresses. */
      links: components["schemas"]["Link"][];
      /** @description How many features there are. */
      itemCount?: number;
      /** @description How far it goes: the box around all of it, and its days. */
      extent?: {
        spatial?: {
          bbox: [number, number, number, number][];
          crs: string;
        };
        temporal?: {
          interval: [string, string][];
          trs: string;
        };
      };
      /** @description The system it is kept in. */
      storageCrs?: string;
    };
    /** @description What scores were made with; the same versions, data and weights give the same scores. */
    Stamp: {
      /** @description Version of the method. */
      method: string;
      /** @description Version of the anchors worked out of the data. */
      anchors: string;
      /** @description The area data they are worked out of: what it is, how far it goes, a fingerprint. */
      data_release: string;
      /** @description Edition of the Indices of Deprivation; 2019 only where it was asked for. */
      deprivation_edition: number;
      /** @description Suitability, deprivation, uplift; together 1. */
      weights: [number, number, number];
      /**
       * Format: date-time
       * @description When the data were taken up.
       */
      computed_at: string;
      /** @description Names the data: another number whenever what is shown is another. */
      change: number;
    };
    /** @description A published list that facts were taken from. */
    Source: {
      /** @description Its key. */
      id: string;
      /** @description What it is. */
      title: string;
      /** @description Who published it. */
      publisher: string;
      /** @description Under which licence. */
      licence: string | null;
      /**
       * Format: date
       * @description The day the publisher gives it.
       */
      as_at: string | null;
      /** @description The file it was loaded from. */
      file_name: string;
      /** @description Whether it was made up. */
      fictional: boolean;
    };
    /** @description Everything the public may know of an asset. */
    AssetRecord: {
      /** @description Its key. */
      id: string;
      /** @description What it is called. */
      name: string;
      /** @description The owner's own reference. */
      reference: string | null;
      /** @description Street address, as far as public. */
      address: string | null;
      /** @description Postcode; only its first half for a vacant asset. */
      postcode: string | null;
      /** @description Unique Property Reference Number; withheld for a vacant asset. */
      uprn: string | null;
      /** @description The borough it lies in. */
      borough: string | null;
      /** @description Who holds it. */
      owner: {
        /** @description Name. */
        name: string;
        /** @description Address in the public directory. */
        uri: string | null;
      };
      /** @description Key of the register it was read from. */
      register: string;
      /**
       * Format: date
       * @description The day that register gives itself.
       */
      as_at: string | null;
      /** @description Whether it was made up. */
      fictional: boolean;
      /**
       * Format: date
       * @description The day since which its register no longer lists it.
       */
      gone: string | null;
      /**
       * @description How exactly the public may see where it is while it is vacant.
       * @enum {string}
       */
      shown: "coarse" | "exact";
      /** @description Whether you may change it. */
      may_edit: boolean;
      /** @description Where it is, as exactly as the public may know. */
      place: {
        /**
         * @description How exactly its place is shown.
         * @enum {string}
         */
        precision: "point" | "uprn" | "grid-square" | "postcode" | "area" | "outward-postcode" | "unknown";
        /** @description The same in words. */
        precision_label: string;
        /** @description Whether its exact place is withheld because it is vacant. */
        coarse: boolean;
        /** @description All that in a sentence. */
        sentence: string;
        /** @description Longitude, degrees. */
        lon: number | null;
        /** @description Latitude, degrees. */
        lat: number | null;
        /** @description The area around it. */
        area: {
          /** @description Official code. */
          code: string;
          /** @description Name. */
          name: string;
        } | null;
      };
      /** @description Every fact known. */
      facts: ({
          /**
           * @description Which.
           * @enum {string}
           */
          field: "occupancy" | "disposal_status" | "available_from" | "unsafe_until" | "reserved_for" | "holding" | "title" | "space_types" | "usable_area_m2" | "gross_internal_area_m2" | "land_area_m2" | "condition" | "step_free" | "shareable" | "energy_rating" | "heritage" | "planning" | "planning_note" | "rateable_value_gbp" | "rent_gbp_per_year" | "service_charge_gbp_per_year" | "running_cost_gbp_per_year" | "repair_backlog_gbp" | "term_offered" | "rent_review" | "clawback_share" | "valuation_gbp";
          /** @description The same in words. */
          label: string;
          /** @description Its value for people, with its unit. */
          value: string;
          /** @description Its value for programs: a slug, a list of them, a number, true or false. */
          data: string | number | boolean | string[];
          /**
           * @description How far it can be trusted.
           * @enum {string}
           */
          quality: "surveyed" | "estimated" | "proxy";
          /** @description Key of its source. */
          source: string;
          /**
           * Format: date
           * @description The day it was true.
           */
          as_at: string | null;
          /** @description What an officer took it from, in their words. */
          evidence: string | null;
        })[];
      /** @description Every fact not known. */
      gaps: ({
          /**
           * @description Which.
           * @enum {string}
           */
          field: "occupancy" | "disposal_status" | "available_from" | "unsafe_until" | "reserved_for" | "holding" | "title" | "space_types" | "usable_area_m2" | "gross_internal_area_m2" | "land_area_m2" | "condition" | "step_free" | "shareable" | "energy_rating" | "heritage" | "planning" | "planning_note" | "rateable_value_gbp" | "rent_gbp_per_year" | "service_charge_gbp_per_year" | "running_cost_gbp_per_year" | "repair_backlog_gbp" | "term_offered" | "rent_review" | "clawback_share" | "valuation_gbp";
          /** @description In words. */
          label: string;
        })[];
      /** @description What its place says. */
      neighbourhood: {
        /** @description Deprivation of the people within a walk. */
        deprivation: ({
          /** @description 0 to 1; 1 is the most deprived. */
          value: number;
          /** @description The least it could be. */
          low: number;
          /** @description The most it could be. */
          high: number;
          /** @description How well the place is known, 0 to 1. */
          quality: number;
          /** @description Average score of multiple deprivation, the nearer counting for more. */
          mean_score: number;
          /** @description Share of England's areas that score lower, 0 to 1: equivalent, since a walk is not an area. */
          equivalent_percentile: number | null;
          point_area: components["schemas"]["PointArea"] | null;
          /** @description Usual residents within 1,200 m. */
          residents_reached: number | null;
          /** @description Share of them in England's most deprived tenth of areas. */
          share_most_deprived_tenth: number;
          /** @description Share of them in the most deprived fifth. */
          share_most_deprived_fifth: number;
          /** @description All that in a sentence. */
          sentence: string;
        }) | null;
        /** @description Value-uplift potential of the place: headroom, no forecast. */
        uplift: ({
          /** @description 0 to 1. */
          value: number;
          /** @description The least it could be. */
          low: number;
          /** @description The most it could be. */
          high: number;
          /** @description Low value, 1 the cheapest. */
          low_value: number | null;
          /** @description Low activity, 1 the quietest. */
          activity_quiet: number | null;
          /** @description Headroom on a fixed scale, 0 to 1. */
          headroom: number | null;
          /** @description Gap to prices nearby, natural log. */
          headroom_log: number | null;
          /** @description Sales in the area. */
          sales: number | null;
          /** @description Share of the price level borrowed from nearby, 0 to 1. */
          borrowed: number | null;
          /**
           * @description How clear the gap is.
           * @enum {string|null}
           */
          strength: "clear gap" | "likely gap" | "no clear gap" | null;
          /**
           * @description What prices are known from.
           * @enum {string|null}
           */
          price_basis: "sales" | "sectors" | null;
          /** @description All that in a sentence. */
          sentence: string;
        }) | null;
        /** @description The risk that rising prices push out people who rent: a flag for a conversation. */
        displacement: {
          /**
           * @description How high; null when fewer than three signs are known.
           * @enum {string|null}
           */
          flag: "high" | "medium" | "low" | null;
          /** @description The same in words. */
          label: string;
          /** @description The four signs. */
          signals: ({
              /**
               * @description Which.
               * @enum {string}
               */
              slug: "private-renting" | "price-growth" | "low-incomes" | "dearer-neighbours";
              /** @description The same in words. */
              label: string;
              /** @description Whether it is there; null when not known. */
              state: boolean | null;
            })[];
        };
      };
      /** @description Every source named above. */
      sources: components["schemas"]["Source"][];
      versions: components["schemas"]["Stamp"];
    };
    /** @description What is near an asset. */
    NearAsset: {
      /** @description Key of the asset. */
      asset: string;
      /** @description Whether distances are from the middle of a wider place. */
      coarse: boolean;
      /** @description Nothing further away is told, metres. */
      within_m: number;
      /** @description What distances are from. */
      sentence: string;
      /** @description Every context layer, in order of name. */
      layers: ({
          /** @description What its collection is called. */
          collection: string;
          /** @description What people call it. */
          title: string;
          /** @description Who publishes it. */
          publisher: string;
          /** @description On what terms it may be used. */
          licence: string | null;
          /** @description The nearest of it, nearest first. */
          features: {
              /** @description Its key in its collection. */
              id: string;
              /** @description What its layer calls it; else its key. */
              name: string;
              /** @description Metres in a straight line; 0 inside an area. */
              distance_m: number;
            }[];
        })[];
    };
    /** @description Places by name. */
    Places: {
      /** @description The likeliest first. */
      places: ({
          /**
           * @description What it is: one postcode, all that begin so, a borough, or an area of some level.
           * @enum {string}
           */
          kind: "postcode" | "postcodes" | "borough" | "district" | "ward" | "msoa" | "lsoa";
          /** @description What it is called. */
          name: string;
          /** @description Its official code. */
          code: string | null;
          /** @description The borough it lies in. */
          borough: string | null;
          /** @description A box around it: west, south, east, north, degrees. */
          bbox: [number, number, number, number];
        })[];
    };
    /** @description What statutory rules say of an asset on a day: flags, never legal advice. */
    AssetRules: {
      /** @description Key of the asset. */
      asset: string;
      /**
       * Format: date
       * @description The day.
       */
      on: string;
      /** @description What these are and are not. */
      sentence: string;
      /** @description Every rule. */
      flags: ({
          /** @description Which, for programs. */
          rule: string;
          /** @description The set of rules it is switched on and off with. */
          set: string;
          /** @description Which, in words. */
          title: string;
          /**
           * @description Whether it applies.
           * @enum {string}
           */
          state: "applies" | "may-apply" | "not-known" | "does-not-apply" | "not-in-force";
          /** @description The same in words. */
          state_label: string;
          /** @description What it means here, and what to do next. */
          says: string;
          /** @description What would have to be known to say more. */
          needs: ({
              /** @description The fact of the asset that would tell; null for what no record holds. */
              fact: string | null;
              /** @description In words. */
              label: string;
            })[];
          /** @description Periods that run. */
          clocks: ({
              /** @description What for. */
              label: string;
              /**
               * Format: date
               * @description Its first day.
               */
              from: string | null;
              /**
               * Format: date
               * @description Its last day.
               */
              until: string;
            })[];
          /** @description Where it is written. */
          source: string;
          /** @description The address of that. */
          source_url: string;
          /**
           * Format: date
           * @description The first day it holds; null when no day is confirmed.
           */
          in_force_from: string | null;
          /**
           * Format: date
           * @description The last day it holds; null when no end is set.
           */
          in_force_until: string | null;
          /**
           * Format: date
           * @description The day on which this rule was last gone over.
           */
          as_at: string;
        })[];
      /** @description What a price gives up. */
      undervalue: ({
        /** @description The unrestricted value entered. */
        unrestricted_gbp: number;
        /**
         * Format: date
         * @description The day of that value.
         */
        valued_on: string | null;
        /** @description What would be paid. */
        consideration_gbp: number;
        /** @description The difference; 0 when as much or more would be paid. */
        undervalue_gbp: number;
        /** @description The most that the general consent covers. */
        limit_gbp: number;
        /** @description Whether it is within that. */
        within_limit: boolean;
      }) | null;
    };
    /** @description A score from 0 to 100 with its range. */
    WorkScore: {
      /** @description The score. */
      value: number;
      /** @description The least it could be. */
      low: number;
      /** @description The most it could be. */
      high: number;
    };
    /** @description One asset of a worklist. */
    WorkRow: {
      /** @description Key. */
      asset: string;
      /** @description Name. */
      name: string;
      /** @description The borough around it. */
      borough: string | null;
      /** @description Its place in the whole stock. */
      rank: number;
      /**
       * @description The group it stands in.
       * @enum {string}
       */
      group: "empty" | "not-known" | "in-use" | "blocked";
      /**
       * @description What the owner intends.
       * @enum {string|null}
       */
      stage: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
      /** @description The same in words. */
      stage_label: string | null;
      /**
       * @description Whether anybody is in it.
       * @enum {string|null}
       */
      occupancy: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
      /** @description What to know first. */
      sentence: string;
      transferability: components["schemas"]["WorkScore"] | null;
      /** @description Share of the score's parts that is known, 0 to 1. */
      completeness: number;
      /** @description What stands in the way; then there is no score. */
      blocks: string[];
      /** @description What the score is made of; empty while something stands in the way. */
      parts: ({
          /**
           * @description Which.
           * @enum {string}
           */
          part: "stage" | "occupancy" | "planning" | "condition" | "step-free" | "term" | "best-need" | "needs-that-fit";
          /** @description In words. */
          label: string;
          /** @description Whether it is known; half marks, as far as they may be, while it is not. */
          known: boolean;
          /** @description Points it gives. */
          points: number;
          /** @description The least it could give. */
          low: number;
          /** @description The most it could give. */
          high: number;
          /** @description What is known. */
          says: string;
        })[];
      /** @description Needs that fit. */
      fitting: number;
      /** @description The needs it suits best, three at most. */
      needs: ({
          /** @description Key. */
          id: string | null;
          /** @description What is looked for. */
          title: string;
          /** @description Who looks for it. */
          organisation: string;
          score: components["schemas"]["WorkScore"];
        })[];
      /** @description What is worth finding out: what could rule it out, then most points first. */
      gaps: components["schemas"]["FactGap"][];
      /** @description How old what decides is. */
      freshness: {
        /** @description The oldest deciding fact. */
        oldest: {
          /** @description Which. */
          label: string;
          /**
           * Format: date
           * @description The day it was true.
           */
          as_at: string;
        } | null;
        /** @description Deciding facts without a day. */
        undated: string[];
        /**
         * Format: date
         * @description The day of its register.
         */
        register_as_at: string | null;
      };
    };
    /** @description A council's own stock: what stands empty before what is in use, and in each what is nearest to changing hands first. */
    Worklist: {
      /** @description Whose stock; null when there is none to work on. */
      council: string | null;
      /** @description Whose stock could be asked for. */
      councils: string[];
      /**
       * Format: date
       * @description The day.
       */
      on: string;
      /** @description What this list is and is not. */
      sentence: string;
      /** @description Needs looked at: those that the reader may see. */
      needs: number;
      /** @description Assets in the stock. */
      assets: number;
      /** @description Of which so many are blocked. */
      blocked: number;
      /** @description How many are at each stage. */
      stages: ({
          /**
           * @description Which; null for not known.
           * @enum {string|null}
           */
          stage: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
          /** @description In words. */
          label: string | null;
          /** @description How many assets of the stock are at it. */
          count: number;
        })[];
      /** @description How many fit what is asked. */
      matched: number;
      /** @description What it is ordered by first, in that order. */
      groups: ({
          /**
           * @description Which.
           * @enum {string}
           */
          group: "empty" | "not-known" | "in-use" | "blocked";
          /** @description In words. */
          label: string;
          /** @description How many that fit what is asked are in it. */
          count: number;
        })[];
      /** @description The page. */
      rows: components["schemas"]["WorkRow"][];
      /** @description The cursor of the next page. */
      next: string | null;
      /** @description What the score is made of. */
      method: ({
          /**
           * @description Which.
           * @enum {string}
           */
          part: "stage" | "occupancy" | "planning" | "condition" | "step-free" | "term" | "best-need" | "needs-that-fit";
          /** @description In words. */
          label: string;
          /** @description Points of 100. */
          weight: number;
          /** @description Why. */
          why: string;
        })[];
      versions: components["schemas"]["Stamp"];
    };
    /** @description A fact nobody has told. */
    FactGap: {
      /** @description Which, for programs. */
      fact: string;
      /** @description Which, in words. */
      label: string;
      /** @description How far some answer moves the match score of the best need from what it is now, within its range; null where none fits. */
      moves_points: number | null;
      /** @description Whether some answer rules that need out, or any transfer; no points are made of that. */
      could_rule_out: boolean;
      /** @description How far some answer moves this list's own score from what it is now, apart from needs. */
      moves_transferability: number;
      /** @description What is assumed meanwhile. */
      now_assumed: string;
    };
    /** @description What features come to. */
    Summary: {
      /** @description How many features there are. */
      features: number;
      /** @description How many have each value, by property: most first, what is not known last. A feature with several kinds of space counts under each. */
      counts: {
        [key: string]: components["schemas"]["ValueCount"][];
      };
      /** @description Square metres added up, by property. */
      sums: {
        [key: string]: components["schemas"]["KnownSum"];
      };
      /** @description Of which collection. */
      collection: string;
      /** @description The property of `parts`. */
      by: string | null;
      /** @description The same for each value of that property. */
      parts: components["schemas"]["SummaryPart"][];
    };
    /** @description What the features with one value come to. */
    SummaryPart: {
      /** @description How many features there are. */
      features: number;
      /** @description How many have each value, by property: most first, what is not known last. A feature with several kinds of space counts under each. */
      counts: {
        [key: string]: components["schemas"]["ValueCount"][];
      };
      /** @description Square metres added up, by property. */
      sums: {
        [key: string]: components["schemas"]["KnownSum"];
      };
      /** @description The value; null when it is not known. */
      value: string | null;
    };
    /** @description A value and how many have it. */
    ValueCount: {
      /** @description The value; null when it is not known. */
      value: string | null;
      /** @description How many. */
      features: number;
    };
    /** @description A sum that says how much of it is known. */
    KnownSum: {
      /** @description How many features have a value. */
      known: number;
      /** @description All these values together. */
      sum: number;
    };
    /** @description An asset in brief. */
    AssetBrief: {
      /** @description Its key. */
      id: string;
      /** @description What it is called. */
      name: string;
      /** @description The borough it lies in. */
      borough: string | null;
      /** @description Whether its exact place is withheld because it is vacant. */
      coarse: boolean;
      /** @description Longitude, degrees. */
      lon: number | null;
      /** @description Latitude, degrees. */
      lat: number | null;
      /**
       * @description Whether anybody is in it.
       * @enum {string|null}
       */
      occupancy: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
      /**
       * @description What the owner intends.
       * @enum {string|null}
       */
      disposal_status: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
      /** @description Net usable floor area, m2. */
      usable_area_m2: number | null;
      /**
       * Format: date
       * @description The first day it can be had.
       */
      available_from: string | null;
    };
    /** @description A need in brief. */
    NeedBrief: {
      /** @description Its key; null for one stated in the request. */
      id: string | null;
      /** @description What it is, in a few words. */
      title: string;
      /** @description Who is looking. */
      organisation: string;
    };
    /** @description How the building suits the organisation. */
    Suitability: {
      /** @description 0 to 1. */
      value: number;
      /** @description The least it could be. */
      low: number;
      /** @description The most it could be. */
      high: number;
      /** @description Share of what it needs that is known, 0 to 1. */
      completeness: number;
      /** @description Its eight parts. */
      criteria: ({
          /**
           * @description Which.
           * @enum {string}
           */
          criterion: "type" | "size" | "location" | "affordability" | "tenure" | "condition" | "access" | "timing";
          /** @description The same in words. */
          label: string;
          /** @description How much of suitability it is, 0 to 1. */
          weight: number;
          /** @description 0 to 1; null when not known. */
          value: number | null;
          /** @description What it counts as. */
          used: number;
          /** @description The least it could be. */
          low: number;
          /** @description The most it could be. */
          high: number;
          /** @description How well it is known, 0 to 1. */
          quality: number;
          /** @description Points of the score it costs; null when ruled out. */
          points_lost: number | null;
          /** @description Why, in a sentence. */
          reason: string;
          /** @description What it was worked out from. */
          inputs: ({
              /** @description What it is. */
              label: string;
              /** @description Its value with its unit. */
              value: string;
              /** @description Key of its source; null for what was stated or worked out. */
              source: string | null;
              /**
               * Format: date
               * @description The day it was true.
               */
              as_at: string | null;
              /**
               * @description How far it can be trusted.
               * @enum {string|null}
               */
              quality: "surveyed" | "estimated" | "proxy" | null;
            })[];
        })[];
    };
    /** @description The statistical area around a place. */
    PointArea: {
      /** @description Official code. */
      code: string;
      /** @description Name. */
      name: string;
      /** @description National rank of deprivation, 1 the most deprived. */
      rank: number;
      /** @description National decile, 1 the most deprived tenth. */
      decile: number;
    };
    /** @description Deprivation of the people within a walk. */
    DeprivationScore: {
      /** @description 0 to 1; null when not known. */
      value: number | null;
      /** @description What it counts as. */
      used: number;
      /** @description The least it could be. */
      low: number;
      /** @description The most it could be. */
      high: number;
      /** @description How well it is known, 0 to 1. */
      quality: number;
      point_area: components["schemas"]["PointArea"] | null;
      /** @description Usual residents within 1,200 m. */
      residents_reached: number | null;
      /** @description Share of them in England's most deprived tenth of areas. */
      share_most_deprived_tenth: number | null;
      /** @description Share of them in the most deprived fifth. */
      share_most_deprived_fifth: number | null;
      /** @description All that in a sentence. */
      sentence: string;
      /** @description Average score of multiple deprivation, the nearer counting for more; without purposes. */
      mean_score: number | null;
      /** @description Share of England's areas that score lower, 0 to 1: equivalent, since a walk is not an area. */
      equivalent_percentile: number | null;
      /** @description What counts for more in this value because of what the organisation is for. */
      purpose: {
        /** @description The domains with extra weight, heaviest first. */
        domains: string[];
        /** @description All that, and what it changes. */
        sentence: string;
      } | null;
    };
    /** @description Value-uplift potential: headroom, no forecast. */
    UpliftScore: {
      /** @description 0 to 1, with what the community would keep. */
      value: number;
      /** @description The potential of the place, 0 to 1. */
      area_value: number | null;
      /** @description The least it could be. */
      low: number;
      /** @description The most it could be. */
      high: number;
      /** @description How much of it is known, 0 to 1. */
      quality: number;
      /** @description Low value, 1 the cheapest. */
      low_value: number | null;
      /** @description Low activity, 1 the quietest. */
      activity_quiet: number | null;
      /** @description Headroom on a fixed scale, 0 to 1. */
      headroom: number | null;
      /** @description Gap to prices nearby, natural log. */
      headroom_log: number | null;
      /** @description Sales in the area. */
      sales: number | null;
      /** @description Share of the price level borrowed from nearby, 0 to 1. */
      borrowed: number | null;
      /**
       * @description How clear the gap is.
       * @enum {string|null}
       */
      strength: "clear gap" | "likely gap" | "no clear gap" | null;
      /**
       * @description What prices are known from.
       * @enum {string|null}
       */
      price_basis: "sales" | "sectors" | null;
      /** @description Share of any rise that the community would keep, 0 to 1. */
      community_share: number | null;
      /** @description The risk that rising prices push out people who rent: a flag for a conversation. */
      displacement: {
        /**
         * @description How high; null when fewer than three signs are known.
         * @enum {string|null}
         */
        flag: "high" | "medium" | "low" | null;
        /** @description The same in words. */
        label: string;
        /** @description The four signs. */
        signals: ({
            /**
             * @description Which.
             * @enum {string}
             */
            slug: "private-renting" | "price-growth" | "low-incomes" | "dearer-neighbours";
            /** @description The same in words. */
            label: string;
            /** @description Whether it is there; null when not known. */
            state: boolean | null;
          })[];
        /** @description All that in a sentence. */
        sentence: string;
      };
      /** @description Whether a high risk of displacement has lowered `value`. */
      capped: boolean;
      /** @description What community activity might add over ten years to a value that has been entered, GBP: a range from nothing. */
      gbp: ({
        /** @description The value entered. */
        value_gbp: number;
        /** @description The least: nothing. */
        low: number;
        /** @description In the middle. */
        central: number;
        /** @description The most. */
        high: number;
        /** @description What the gap closing on past form would come to, whatever anyone does. */
        closing_anyway: number;
        /** @description Ordinary market movement, down. */
        market_low: number;
        /** @description Ordinary market movement, up. */
        market_high: number;
        /** @description The community's part of the middle. */
        kept_central: number | null;
        /** @description The community's part of the most. */
        kept_high: number | null;
        /** @description All that in a sentence. */
        sentence: string;
      }) | null;
      /** @description All that in a sentence. */
      sentence: string;
    };
    /** @description How firm its place is when the ranking is run again and again with slightly other weights and with what is not known filled in another way. Null for what is ruled out, and with nothing to rank it among. */
    Robustness: {
      /** @description Share of runs it came first in, 0 to 1. */
      top1: number;
      /** @description Share of runs it was in the first three in, 0 to 1. */
      top3: number;
      /** @description Its rank on average, from 1. */
      mean_rank: number;
      /** @description The rank that one run in twenty did not exceed. */
      rank_low: number;
      /** @description The rank that nineteen runs in twenty did not exceed. */
      rank_high: number;
      /**
       * @description How firm in a word.
       * @enum {string}
       */
      label: "firm" | "fairly firm" | "sensitive";
      /** @description The same in a sentence. */
      text: string;
      /** @description The same shares when any weights at all are as likely as any others. */
      uniform: {
        /** @description Share of runs it came first in. */
        top1: number;
        /** @description Share it was in the first three in. */
        top3: number;
      };
      /** @description Who would choose it. */
      chosen_by: string | null;
      /** @description Mean weights of whoever would choose it: suitability, deprivation, uplift. */
      central_weights: [number, number, number] | null;
      /** @description Neighbours in the list it is too close to call with: assets of a need, needs of an asset. */
      ties: string[];
      /** @description That in a sentence for each. */
      ties_text: string | null;
    };
    /** @description A pairing of an asset and a need with everything that speaks for and against it. */
    Match: {
      asset: components["schemas"]["AssetBrief"];
      need: components["schemas"]["NeedBrief"];
      /** @description Whether nothing known rules it out. */
      eligible: boolean;
      /** @description Every constraint known to fail. */
      blocks: ({
          /**
           * @description Which constraint.
           * @enum {string}
           */
          code: "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "H7" | "H8" | "H9" | "H10" | "H11";
          /** @description The constraint in words. */
          title: string;
          /** @description Why, in a sentence. */
          reason: string;
          /** @description The smallest change that would lift it. */
          would_change: string | null;
        })[];
      /** @description Every constraint nobody can answer yet. */
      checks: ({
          /**
           * @description Which constraint.
           * @enum {string}
           */
          code: "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "H7" | "H8" | "H9" | "H10" | "H11";
          /** @description The constraint in words. */
          title: string;
          /** @description What is not known. */
          text: string;
        })[];
      /** @description 0 to 100; null when ruled out. */
      score: number | null;
      /** @description The least the score could be once the gaps are filled. */
      low: number | null;
      /** @description The most it could be. */
      high: number | null;
      /**
       * @description The score in a word.
       * @enum {string|null}
       */
      band: "strong" | "good" | "possible" | "weak" | null;
      /** @description The word to show beside the score: its band, unless the space asked for is not possible there. */
      verdict: string | null;
      /** @description Share of what the score needs that is known, 0 to 1. */
      completeness: number;
      /**
       * @description The same in words.
       * @enum {string}
       */
      completeness_band: "well known" | "partly known" | "little known";
      /** @description Distance as people travel, metres. */
      distance_m: number | null;
      suitability: components["schemas"]["Suitability"];
      deprivation: components["schemas"]["DeprivationScore"];
      uplift: components["schemas"]["UpliftScore"];
      /** @description Points short of 100; together 100 minus the score. */
      lost: {
        /** @description For suitability. */
        suitability: number;
        /** @description For deprivation. */
        deprivation: number;
        /** @description For uplift. */
        uplift: number;
      } | null;
      /** @description Score, range and how much is known; or that it is ruled out. */
      headline: string;
      /** @description How it suits, best and worst. */
      fit: string;
      /** @description Cost against budget, where the reader may see it. */
      cost: string | null;
      /** @description Who lives around it. */
      place: string;
      /** @description Headroom and who would keep it. */
      value: string;
      /** @description Where the points went. */
      points: string | null;
      /** @description What would help most to find out. */
      to_find_out: string | null;
      /** @description Why it is ruled out and what would change that. */
      why_not: string | null;
      /** @description The smallest single change that lifts the score into the next band. */
      to_lift: string | null;
      /** @description What would be most useful to find out. */
      most_useful: ({
        /**
         * @description Which.
         * @enum {string}
         */
        criterion: "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "H7" | "H8" | "H9" | "H10" | "H11" | "type" | "size" | "location" | "affordability" | "tenure" | "condition" | "access" | "timing" | "deprivation" | "prices" | "activity" | "terms";
        /** @description The same in words. */
        label: string;
        /** @description How many points the score could move by; all of it for what could rule the pairing out. */
        points: number;
      }) | null;
      /** @description Keys of every source used; see `/about`. */
      sources: string[];
      robust: components["schemas"]["Robustness"] | null;
    };
    /** @description Pairings, best first, and the nearest of those that are ruled out. */
    Matches: {
      /** @description Pairings looked at. */
      considered: number;
      /** @description Pairings that nothing known rules out. */
      eligible: number;
      /**
       * Format: date
       * @description The day the ranking was made for.
       */
      on: string;
      versions: components["schemas"]["Stamp"];
      /** @description That nothing fits yet, with the nearest miss; null when something does. */
      nothing_fits: string | null;
      /** @description How it was worked out how firm the ranking is; null with fewer than two eligible pairings. */
      robustness: {
        /** @description Runs of each kind: around the weights asked for, and with any weights at all. */
        draws: number;
        /** @description Pairings that took part: the best so many of the eligible. */
        alternatives: number;
        /** @description That in a sentence. */
        sentence: string;
      } | null;
      /** @description Eligible pairings, best first. */
      matches: components["schemas"]["Match"][];
      /** @description The nearest of those ruled out, with all their reasons. */
      excluded: components["schemas"]["Match"][];
      need?: components["schemas"]["NeedBrief"];
      asset?: components["schemas"]["AssetBrief"];
      /** @description What is worth finding out of the asset, most points first: of needs for an asset alone. */
      worth_finding_out?: components["schemas"]["FactGap"][];
    };
    /** @description Whom the shortlists of the published needs serve, beside what there was to choose from. Size, borough and decile are looked at afterwards; size is no part of any score. */
    Fairness: {
      /** @description Pairings shortlisted for each need at most, each with a score of 40 or more. */
      per_need: number;
      /** @description Published needs that shortlists were made for. */
      needs: number;
      /** @description Shortlisted pairings; null with fewer than three needs behind them. */
      pairs: number | null;
      /**
       * Format: date
       * @description The day the shortlists were made for.
       */
      on: string;
      /** @description From the most deprived tenth to the least. */
      by_decile: ({
          /** @description Decile of deprivation of the area of the asset, 1 is England's most deprived tenth; null when not known. */
          decile: number | null;
          /** @description Shortlisted pairings; null where too few needs are behind the row to show it. */
          pairs: number | null;
          /** @description Their share of all shortlisted pairings, 0 to 1. */
          share: number | null;
          /** @description The share of all assets that may be on offer, 0 to 1. */
          compared: number | null;
        })[];
      /** @description By name. */
      by_borough: ({
          /** @description Borough of the asset; null when not known. */
          borough: string | null;
          /** @description Shortlisted pairings; null where too few needs are behind the row to show it. */
          pairs: number | null;
          /** @description Their share of all shortlisted pairings, 0 to 1. */
          share: number | null;
          /** @description The share of all assets that may be on offer, 0 to 1. */
          compared: number | null;
        })[];
      /** @description From the smallest to the largest. */
      by_size: ({
          /**
           * @description Size of the organisation by yearly income; null when it has not said.
           * @enum {string|null}
           */
          size: "micro" | "small" | "medium" | "large" | null;
          /** @description Shortlisted pairings; null where too few needs are behind the row to show it. */
          pairs: number | null;
          /** @description Their share of all shortlisted pairings, 0 to 1. */
          share: number | null;
          /** @description The share of all published needs, 0 to 1. */
          compared: number | null;
          /** @description The size in words. */
          label: string;
        })[];
      /** @description What this shows, how, and what is left out. */
      sentence: string;
    };
    /** @description How far the order of assets stands when weights move. */
    Sensitivity: {
      /** @description The weights asked for; they sum to 1. */
      weights: {
        /** @description 0 to 1. */
        suitability: number;
        /** @description 0 to 1. */
        deprivation: number;
        /** @description 0 to 1. */
        uplift: number;
      };
      /** @description Published needs with at least three assets that could serve them, as many as were looked at. */
      needs: number;
      /** @description Pairs looked at. */
      pairs: number;
      /** @description Share of any two assets for one need whose order no weights can turn round, 0 to 1. */
      dominated: number | null;
      /** @description How far the order of these weights is from that of the usual ones; null without any ranking. */
      beside_usual: {
        /** @description Mean over needs of the rank correlation of the two orders, -1 to 1. */
        mean: number;
        /** @description The least of any need. */
        least: number;
        /** @description Share of needs whose first asset stays first, 0 to 1. */
        same_first: number;
      } | null;
      /** @description What other choices would do to the order of these weights. */
      choices: {
          /** @description Mean over needs of the rank correlation of the two orders, -1 to 1. */
          mean: number;
          /** @description The least of any need. */
          least: number;
          /** @description Share of needs whose first asset stays first, 0 to 1. */
          same_first: number;
          /** @description What is chosen. */
          group: string;
          /** @description The other choice. */
          label: string;
        }[];
    };
    /** @description The space an organisation is looking for. All but the place may be left out; what is not said does not count against a building. Nothing of it is stored. */
    StatedNeed: {
      /** @description Who is looking. */
      organisation?: string;
      /**
       * @description What it is in law.
       * @enum {string}
       */
      legal_form?: "charity" | "cic" | "community-benefit-society" | "co-operative" | "casc" | "company" | "unincorporated";
      /** @description What it is, in a few words. */
      title?: string;
      /** @description Themes. */
      purposes?: ("general" | "arts" | "employment" | "enterprise" | "skills" | "young-people" | "health" | "poverty" | "food" | "advice" | "community-safety" | "housing" | "environment")[];
      /** @description Whom it serves. */
      serves?: string;
      /** @description Where: lon and lat, or a whole postcode, or a borough by name. */
      place: {
        /** @description Degrees east, WGS84. */
        lon?: number;
        /** @description Degrees north, WGS84. */
        lat?: number;
        /** @description A whole postcode. */
        postcode?: string;
        /** @description A borough by name; see `/about`. */
        borough?: string;
      };
      /**
       * @description How far people come; town unless said.
       * @enum {string}
       */
      reach?: "neighbourhood" | "town" | "city-region";
      /** @description Further away is no use, as people travel. */
      max_distance_km?: number;
      /** @description Kinds of space. */
      spaces?: ({
          /**
           * @description What kind.
           * @enum {string}
           */
          space_type: "desk_office" | "workshop" | "light_industrial" | "retail_front" | "cafe_kitchen" | "hall" | "meeting_training" | "consulting_treatment" | "nursery" | "arts_studio" | "sport_active" | "land_growing";
          /** @description Its share, in any proportion to the others. */
          share: number;
        })[];
      /** @description Floor area, m2 usable. */
      area?: {
        /** @description Ideal. */
        ideal_m2: number;
        /** @description The least that would do; 0.7 of the ideal unless said. */
        min_m2?: number;
        /** @description The most that is no burden; 1.3 of the ideal unless said. */
        max_m2?: number;
        /** @description Whether less than the least could be made to work. */
        flexible?: boolean;
      };
      /** @description Would share a building. */
      would_share?: boolean;
      /** @description What somebody is known to be in, with no space to spare, is no use. What is empty in part or for now stays, and so does that of which it is not known. */
      leave_out_occupied?: boolean;
      /**
       * @description How much step-free access matters.
       * @enum {string}
       */
      step_free?: "essential" | "wanted" | "not-needed";
      /** @description Yearly budget for premises, GBP. */
      budget_gbp_per_year?: number;
      /** @description Capital secured, GBP. */
      capital_gbp?: number;
      /** @description Least term, years. */
      tenure_years?: number;
      /**
       * Format: date
       * @description The latest day it can start.
       */
      latest_start?: string;
      /** @description Late is worse than usual. */
      urgent?: boolean;
      /**
       * @description Yearly income of the organisation. It plays no part in any score.
       * @enum {string}
       */
      organisation_size?: "micro" | "small" | "medium" | "large";
    };
    /** @description TileJSON 3.0.0. */
    TileJson: {
      /** @description Version. */
      tilejson: string;
      /** @description Title. */
      name: string;
      /** @description What is in it. */
      description: string;
      /** @description Whom to name beside the map. */
      attribution: string;
      /** @description Always xyz. */
      scheme: string;
      /** @description Address templates. */
      tiles: string[];
      /** @description Furthest zoom. */
      minzoom: number;
      /** @description Closest zoom. */
      maxzoom: number;
      /** @description West, south, east, north. */
      bounds: [number, number, number, number];
      /** @description Layers. */
      vector_layers: {
          /** @description Name of the layer in the tile. */
          id: string;
          /** @description What is in it. */
          description: string;
          fields: {
            [key: string]: string;
          };
          /** @description Furthest zoom. */
          minzoom: number;
          /** @description Closest zoom. */
          maxzoom: number;
        }[];
      versions: components["schemas"]["Stamp"];
    };
    /** @description A word. */
    Word: {
      /** @description For programs. */
      slug: string;
      /** @description For people. */
      label: string;
    };
    /** @description A ready-made set of weights. */
    Preset: {
      /** @description Its key. */
      slug: string;
      /** @description What people call it. */
      label: string;
      /** @description Suitability, deprivation, uplift. */
      weights: [number, number, number];
    };
    /** @description What is loaded and the words in use. */
    About: {
      /** @description Always catmap. */
      service: string;
      /** @description Version of the program. */
      version: string;
      /** @description Whether any of the data is made up. */
      fictional: boolean;
      /** @description West, south, east, north of everything on the map. */
      extent: [number, number, number, number] | null;
      /** @description Boroughs by name. */
      boroughs: string[];
      /** @description How much is loaded. */
      counts: {
        /** @description Assets. */
        assets: number;
        /** @description Assets that can be shown on a map. */
        assets_placed: number;
        /** @description Published needs. */
        needs: number;
        /** @description Areas. */
        areas: number;
      };
      /** @description What is written in an enquiry is cleared so many months after it was last worked on. */
      enquiry_months: number;
      /** @description A map style to draw under the layers. */
      basemap_style_url: string | null;
      /** @description Every source loaded. */
      sources: components["schemas"]["Source"][];
      /** @description What scores are made with. */
      criteria: {
        /** @description Version of the method. */
        method_version: string;
        /** @description Version of the anchors worked out of the data. */
        anchor_version: string;
        /** @description The area data they are worked out of. */
        data_release: string;
        /** @description The weights unless asked otherwise. */
        weights: {
          /** @description Of suitability. */
          suitability: number;
          /** @description Of deprivation. */
          deprivation: number;
          /** @description Of uplift. */
          uplift: number;
        };
        /** @description Ready-made sets of weights. */
        presets: components["schemas"]["Preset"][];
        /** @description The most that uplift may count for today, as a share of the three weights. */
        most_uplift: number;
      };
      /** @description Fixed lists of words. */
      vocabulary: {
        /** @description In the order in which they are shown. */
        occupancy: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        disposal_status: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        space_type: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        reach: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        purpose: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        legal_form: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        step_free_need: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        condition: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        precision: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        organisation_size: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        holding: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        step_free: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        heritage: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        planning: components["schemas"]["Word"][];
        /** @description In the order in which they are shown. */
        rent_review: components["schemas"]["Word"][];
      };
      /** @description Names the data: another number whenever what is shown is another. */
      change: number;
    };
    /** @description Whether all is well. */
    Health: {
      /** @description Always ok; otherwise the answer is a problem. */
      status: string;
      /** @description Names the data, as in `/about`. */
      change: number;
    };
    /** @description How the uplift score would have done in the past. It is about the past, and says nothing of causes. */
    Backtest: {
      /**
       * Format: date-time
       * @description When it was run.
       */
      run_at: string;
      /** @description Names the home prices it was run on. */
      data_release: string;
      /** @description Version of the method. */
      method_version: string;
      /**
       * @description The places it was run over.
       * @enum {string}
       */
      basis: "sectors" | "areas";
      /** @description How many places. */
      units: number;
      /** @description First year of prices. */
      first_year: number;
      /** @description Last year of prices. */
      last_year: number;
      /** @description Whether uplift may count for more than 30%. */
      passes: boolean;
      /** @description What came out, in words. */
      sentence: string;
      /** @description Five years ahead and ten. */
      horizons: ({
          /** @description Years ahead. */
          years: number;
          /** @description Every base year, oldest first. */
          base_years: ({
              /** @description The base year. */
              year: number;
              /** @description Rank correlation of the score with the later change of prices, -1 to 1. */
              score: number;
              /** @description The same of headroom alone, places of one price level compared. */
              headroom_given_price: number;
              /** @description The same of low price alone. */
              price_alone: number;
              /** @description The same of deprivation alone. */
              deprivation_alone: number | null;
              /** @description The same of numbers drawn by chance. */
              random: number;
              /** @description Later change of the tenth that scored highest less the lowest tenth, log points. */
              top_minus_bottom: number;
              /** @description Share of later changes within the band of earlier ones. */
              coverage: number | null;
              /** @description Whether it is one of the base years far enough apart to be nearly independent. */
              independent: boolean;
            })[];
          /** @description Mean over base years. */
          mean_score: number;
          /** @description Share of base years in which the score went the right way. */
          share_positive: number;
          /** @description Mean of headroom given price. */
          mean_headroom: number;
          /** @description Its lower 5% bound. */
          headroom_low: number;
          /** @description Its upper 95% bound. */
          headroom_high: number;
          /** @description Share of base years in which headroom given price went the right way. */
          headroom_share_positive: number;
          /** @description Mean share of the gap to neighbours that closed, whatever the cause. */
          gap_closed: number;
          /** @description The least of any base year. */
          gap_closed_low: number;
          /** @description The most of any base year. */
          gap_closed_high: number;
          /** @description Mean coverage. */
          coverage: number | null;
        })[];
    };
    /** @description How scores are made and tested. */
    Method: {
      /** @description Version of the method. */
      method_version: string;
      /** @description The weights unless asked otherwise. */
      weights: {
        /** @description Of suitability. */
        suitability: number;
        /** @description Of deprivation. */
        deprivation: number;
        /** @description Of uplift. */
        uplift: number;
      };
      /** @description Ready-made sets of weights. */
      presets: components["schemas"]["Preset"][];
      /** @description The fixed scales that scores are read off, worked out of the data once. */
      anchors: {
        /** @description Names this set of scales. */
        version: string;
        /** @description Areas that places are counted among. */
        reference_areas: number;
        /** @description Which areas they are. */
        label: string;
        /** @description Spread of log price within an area. */
        spread_within: number;
        /** @description Spread of log price around the neighbours' average. */
        spread_between: number;
        /** @description The deprivation score that counts 1. */
        deprivation_anchor: number;
        /** @description Headroom that counts 0, and that counts 1. */
        headroom_anchors: [number, number];
        /** @description How many reference areas have a price level, by what it is worked out of. */
        price_basis: {
          /** @description Sales in the area and next door. */
          sales: number;
          /** @description Yearly averages of postcode sectors. */
          sectors: number;
          /** @description Not known. */
          none: number;
        };
        /** @description What sets homes apart besides place, taken off before prices are compared. */
        effects: ({
          /** @description Log points against a terraced home that is neither new nor leasehold. */
          detached: number | null;
          /** @description Log points against a terraced home that is neither new nor leasehold. */
          semi_detached: number | null;
          /** @description Log points against a terraced home that is neither new nor leasehold. */
          flat: number | null;
          /** @description Log points against a terraced home that is neither new nor leasehold. */
          new_build: number | null;
          /** @description Log points against a terraced home that is neither new nor leasehold. */
          leasehold: number | null;
          /** @description Sales it was worked out of. */
          sales: number;
        }) | null;
      };
      /** @description The area data behind every score. */
      data_release: string;
      /** @description Every source with what it gave. */
      data: ({
          /** @description Its key. */
          id: string;
          /** @description What it is. */
          title: string;
          /** @description Who published it. */
          publisher: string;
          /**
           * Format: date
           * @description The day it was true.
           */
          as_at: string | null;
          /**
           * @description The kind of file.
           * @enum {string}
           */
          kind: "asset-register" | "brownfield-register" | "needs" | "rulings" | "boundaries" | "deprivation" | "postcodes" | "sales" | "activity" | "price-index" | "sector-prices" | "uprns" | "vacant-property" | "community-value" | "organisations";
          /** @description Records it gave that were not held before. */
          rows: number;
        })[];
      /** @description The most that uplift may count for today, as a share of the three weights. */
      most_uplift: number;
      /** @description Whether uplift may count for more than 30%. */
      gate: {
        /** @description Whether it may. */
        open: boolean;
        /** @description Why, in words. */
        sentence: string;
      };
      backtest: components["schemas"]["Backtest"] | null;
    };
    /** @description What somebody is. */
    Role: {
      /**
       * @description What.
       * @enum {string}
       */
      role: "member" | "officer" | "strategist" | "administrator";
      /** @description Of which council or organisation. */
      of: string | null;
    };
    /** @description Somebody who can sign in. */
    Person: {
      /** @description Their key. */
      id: string;
      /** @description Their name. */
      name: string;
      /** @description Their e-mail address. */
      email: string;
      /** @description What they are. */
      roles: components["schemas"]["Role"][];
    };
    /** @description Who is signed in. */
    Session: {
      /** @description Nobody: null. */
      person: components["schemas"]["Person"] | null;
      /** @description What they can do. */
      can: ("import" | "import-official" | "enquiries" | "people" | "invite" | "tokens")[];
    };
    /** @description Who signs in. */
    SignIn: {
      /** @description E-mail address. */
      email: string;
      /** @description Password. */
      password: string;
    };
    /** @description Who forgot a password. */
    PasswordReset: {
      /** @description E-mail address. */
      email: string;
    };
    /** @description What was done. */
    PasswordResetAsked: {
      /** @description For people. */
      sentence: string;
    };
    /** @description A new password. */
    NewPassword: {
      /** @description 12 to 1,000 characters. */
      password: string;
    };
    /** @description A new password in the place of an old one. */
    PasswordChange: {
      /** @description The current password. */
      old: string;
      /** @description 12 to 1,000 characters. */
      new: string;
    };
    /** @description What to change; what is left out stays. */
    AssetEdit: {
      /** @description Facts to set. */
      facts?: {
        /**
         * @description Occupancy; null for not known.
         * @enum {string|null}
         */
        occupancy?: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
        /**
         * @description What the owner intends; null for not known.
         * @enum {string|null}
         */
        disposal_status?: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
        /**
         * Format: date
         * @description Available from; null for not known.
         */
        available_from?: string | null;
        /**
         * Format: date
         * @description Unsafe until; null for not known.
         */
        unsafe_until?: string | null;
        /** @description Reserved for; null for not known. */
        reserved_for?: string | null;
        /**
         * @description Land or building; null for not known.
         * @enum {string|null}
         */
        holding?: "land" | "building" | "land-and-building" | null;
        /** @description Owner's title; null for not known. */
        title?: string | null;
        /** @description Kinds of space; null for not known. */
        space_types?: (("desk_office" | "workshop" | "light_industrial" | "retail_front" | "cafe_kitchen" | "hall" | "meeting_training" | "consulting_treatment" | "nursery" | "arts_studio" | "sport_active" | "land_growing")[]) | null;
        /** @description Usable floor area; null for not known. */
        usable_area_m2?: number | null;
        /** @description Gross internal floor area; null for not known. */
        gross_internal_area_m2?: number | null;
        /** @description Site area; null for not known. */
        land_area_m2?: number | null;
        /**
         * @description Condition; null for not known.
         * @enum {string|null}
         */
        condition?: "A" | "B" | "C" | "D" | null;
        /**
         * @description Step-free access; null for not known.
         * @enum {string|null}
         */
        step_free?: "now" | "adaptable" | "impossible" | null;
        /** @description May be shared; null for not known. */
        shareable?: boolean | null;
        /**
         * @description Energy rating; null for not known.
         * @enum {string|null}
         */
        energy_rating?: "A+" | "A" | "B" | "C" | "D" | "E" | "F" | "G" | null;
        /**
         * @description Heritage; null for not known.
         * @enum {string|null}
         */
        heritage?: "none" | "locally-listed" | "conservation-area" | "listed" | null;
        /**
         * @description Community use and planning; null for not known.
         * @enum {string|null}
         */
        planning?: "lawful" | "same-class" | "permission-supported" | "permission-doubtful" | "barred" | null;
        /** @description Planning note; null for not known. */
        planning_note?: string | null;
        /** @description Rateable value; null for not known. */
        rateable_value_gbp?: number | null;
        /** @description Rent asked; null for not known. */
        rent_gbp_per_year?: number | null;
        /** @description Service charge; null for not known. */
        service_charge_gbp_per_year?: number | null;
        /** @description Running cost; null for not known. */
        running_cost_gbp_per_year?: number | null;
        /** @description Repair backlog; null for not known. */
        repair_backlog_gbp?: number | null;
        /** @description Term on offer; null for not known. "freehold", or a number of years such as 25 or "25 years". */
        term_offered?: (string | number) | null;
        /**
         * @description Rent review; null for not known.
         * @enum {string|null}
         */
        rent_review?: "market" | "indexed" | "fixed" | "peppercorn" | null;
        /** @description Share of any rise the owner takes back; null for not known. */
        clawback_share?: number | null;
        /** @description Valuation; null for not known. */
        valuation_gbp?: number | null;
      };
      /**
       * @description How exactly the public may see where it is while it is vacant.
       * @enum {string}
       */
      shown?: "coarse" | "exact";
      /** @description Why, for the trail. */
      reason?: string | null;
      /** @description What the facts were taken from, in words: "Site visit". Shown with them, as far as they are. */
      source?: string | null;
      /**
       * Format: date
       * @description The day the facts were true; today when left out.
       */
      as_at?: string | null;
    };
    /** @description The same change of several assets. */
    AssetEdits: {
      /** @description Facts to set. */
      facts?: {
        /**
         * @description Occupancy; null for not known.
         * @enum {string|null}
         */
        occupancy?: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
        /**
         * @description What the owner intends; null for not known.
         * @enum {string|null}
         */
        disposal_status?: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
        /**
         * Format: date
         * @description Available from; null for not known.
         */
        available_from?: string | null;
        /**
         * Format: date
         * @description Unsafe until; null for not known.
         */
        unsafe_until?: string | null;
        /** @description Reserved for; null for not known. */
        reserved_for?: string | null;
        /**
         * @description Land or building; null for not known.
         * @enum {string|null}
         */
        holding?: "land" | "building" | "land-and-building" | null;
        /** @description Owner's title; null for not known. */
        title?: string | null;
        /** @description Kinds of space; null for not known. */
        space_types?: (("desk_office" | "workshop" | "light_industrial" | "retail_front" | "cafe_kitchen" | "hall" | "meeting_training" | "consulting_treatment" | "nursery" | "arts_studio" | "sport_active" | "land_growing")[]) | null;
        /** @description Usable floor area; null for not known. */
        usable_area_m2?: number | null;
        /** @description Gross internal floor area; null for not known. */
        gross_internal_area_m2?: number | null;
        /** @description Site area; null for not known. */
        land_area_m2?: number | null;
        /**
         * @description Condition; null for not known.
         * @enum {string|null}
         */
        condition?: "A" | "B" | "C" | "D" | null;
        /**
         * @description Step-free access; null for not known.
         * @enum {string|null}
         */
        step_free?: "now" | "adaptable" | "impossible" | null;
        /** @description May be shared; null for not known. */
        shareable?: boolean | null;
        /**
         * @description Energy rating; null for not known.
         * @enum {string|null}
         */
        energy_rating?: "A+" | "A" | "B" | "C" | "D" | "E" | "F" | "G" | null;
        /**
         * @description Heritage; null for not known.
         * @enum {string|null}
         */
        heritage?: "none" | "locally-listed" | "conservation-area" | "listed" | null;
        /**
         * @description Community use and planning; null for not known.
         * @enum {string|null}
         */
        planning?: "lawful" | "same-class" | "permission-supported" | "permission-doubtful" | "barred" | null;
        /** @description Planning note; null for not known. */
        planning_note?: string | null;
        /** @description Rateable value; null for not known. */
        rateable_value_gbp?: number | null;
        /** @description Rent asked; null for not known. */
        rent_gbp_per_year?: number | null;
        /** @description Service charge; null for not known. */
        service_charge_gbp_per_year?: number | null;
        /** @description Running cost; null for not known. */
        running_cost_gbp_per_year?: number | null;
        /** @description Repair backlog; null for not known. */
        repair_backlog_gbp?: number | null;
        /** @description Term on offer; null for not known. "freehold", or a number of years such as 25 or "25 years". */
        term_offered?: (string | number) | null;
        /**
         * @description Rent review; null for not known.
         * @enum {string|null}
         */
        rent_review?: "market" | "indexed" | "fixed" | "peppercorn" | null;
        /** @description Share of any rise the owner takes back; null for not known. */
        clawback_share?: number | null;
        /** @description Valuation; null for not known. */
        valuation_gbp?: number | null;
      };
      /**
       * @description How exactly the public may see where it is while it is vacant.
       * @enum {string}
       */
      shown?: "coarse" | "exact";
      /** @description Why, for the trail. */
      reason?: string | null;
      /** @description What the facts were taken from, in words: "Site visit". Shown with them, as far as they are. */
      source?: string | null;
      /**
       * Format: date
       * @description The day the facts were true; today when left out.
       */
      as_at?: string | null;
      /** @description All of them are changed, or none. */
      assets: ({
          /** @description Its id. */
          id: string;
          /** @description The id of the newest change of it that you have seen. */
          last_seen?: string | null;
        })[];
    };
    /** @description What came of it. */
    AssetsEdited: {
      /** @description By which all of it can be taken back; null when nothing was changed. */
      edit: string | null;
      /** @description How many assets were changed; the others were so already. */
      changed: number;
    };
    /** @description Why it is taken back. */
    EditUndo: {
      /** @description Why, for the trail. */
      reason?: string | null;
    };
    /** @description One change. */
    AssetChange: {
      /** @description Its number. */
      id: string;
      /** @description When. */
      at: string;
      /** @description Who. */
      by: string;
      /**
       * @description How it came about.
       * @enum {string}
       */
      how: "import" | "edit" | "undo";
      /** @description The import that made it, or that it undoes. */
      import: string | null;
      /** @description The file of that import. */
      file_name: string | null;
      /** @description Why, as whoever changed it said. */
      reason: string | null;
      /** @description What differs. */
      changes: ({
          /** @description Which, for programs. */
          fact: string;
          /** @description Which, in words. */
          label: string;
          /** @description Before, in words; null when it was not known. */
          from: string | null;
          /** @description After, in words; null when it is not known. */
          to: string | null;
          /** @description Where what it is after was read, as far as it is a fact. */
          source: string | null;
          /**
           * Format: date
           * @description The day that was true.
           */
          as_at: string | null;
          /** @description What a person took it from, in their words. */
          evidence: string | null;
        })[];
      /** @description Whether it can be taken back now: a person made it, and nothing it changed was changed since. */
      may_undo: boolean;
    };
    /** @description Who changed what. */
    AssetChanges: {
      /** @description Newest first. */
      changes: components["schemas"]["AssetChange"][];
      /** @description The cursor of the next page. */
      next: string | null;
    };
    /** @description A question about a building: either `asset` or `place`. */
    EnquiryGiven: {
      /** @description The id of an asset on the map. */
      asset?: string | null;
      /** @description Otherwise what is known of it: its address, what stands there. */
      place?: string | null;
      /** @description Where that is: longitude and latitude. */
      point?: [number, number] | null;
      /** @description The borough it is in, as `/about` spells it. It goes before the point. */
      borough?: string | null;
      /** @description For whom it is asked. */
      organisation?: string | null;
      /** @description Who asks. */
      name: string;
      /** @description E-mail address. */
      email: string;
      /** @description What is asked. */
      message: string;
      /** @description The space that is looked for, in words. */
      need?: string | null;
    };
    /** @description What became of it. It tells nothing of any other. */
    EnquirySent: {
      /** @description By which it is known. It is random. */
      reference: string;
      /** @description The council that it concerns, as far as known. */
      council: string | null;
      /**
       * @description Who reads it: officers of that council, or administrators who pass it on.
       * @enum {string}
       */
      read_by: "officers" | "administrators";
      /** @description So many months after it was last worked on, what was written is cleared. */
      kept_months: number;
    };
    /** @description What was written. */
    EnquiryWritten: {
      /** @description Who asks. */
      name: string;
      /** @description Where they are answered. */
      email: string;
      /** @description For whom they ask. */
      organisation: string | null;
      /** @description What they ask. */
      message: string;
      /** @description The space they look for. */
      need: string | null;
      /** @description Which building, when it is not on the map. */
      place: string | null;
      /** @description Where it is: longitude and latitude. */
      point: [number, number] | null;
    };
    /** @description A question about a building. */
    Enquiry: {
      /** @description Its reference. */
      id: string;
      /** @description When. */
      asked_at: string;
      /** @description The id of its asset; null when it is not on the map. */
      asset: string | null;
      /** @description What the asset is called, as far as it is still there. */
      asset_name: string | null;
      /** @description The borough of a building that is not on the map, as far as known. */
      borough: string | null;
      /** @description Whose officers it went to; null for administrators alone. */
      council: string | null;
      written: components["schemas"]["EnquiryWritten"] | null;
      /**
       * @description How far it has got.
       * @enum {string}
       */
      state: "new" | "answered" | "closed";
      /** @description What its officer noted. */
      note: string | null;
      /** @description Who changed it last. */
      changed_by: string | null;
      /** @description When that was. */
      changed_at: string | null;
    };
    /** @description What was asked. */
    Enquiries: {
      /** @description Newest first. `written` is null once it was cleared. */
      enquiries: components["schemas"]["Enquiry"][];
      /** @description How many of all that the caller may read are new. */
      new: number;
      /** @description The cursor of the next page. */
      next: string | null;
    };
    /** @description How far it has got. */
    EnquiryProgress: {
      /**
       * @description How far.
       * @enum {string}
       */
      state: "new" | "answered" | "closed";
      /** @description A note for its officers; null for none. */
      note: string | null;
    };
    /** @description Somebody in the list. */
    PersonListed: {
      /** @description Their key. */
      id: string;
      /** @description Their name. */
      name: string;
      /** @description Their e-mail address. */
      email: string;
      /** @description What they are. */
      roles: components["schemas"]["Role"][];
      /** @description Whether they have not set a password yet. */
      invited: boolean;
      /** @description Whether they may sign in. */
      active: boolean;
      /**
       * Format: date
       * @description The last day they were here.
       */
      last_seen: string | null;
    };
    /** @description Who there is. */
    People: {
      /** @description In order of name. */
      people: components["schemas"]["PersonListed"][];
    };
    /** @description Whom to invite. */
    Invitation: {
      /** @description Their name. */
      name: string;
      /** @description E-mail address. */
      email: string;
      /** @description What they are to be. */
      roles: ({
          /**
           * @description What.
           * @enum {string}
           */
          role: "member" | "officer" | "strategist" | "administrator";
          /** @description Of which council or organisation. */
          of?: string | null;
        })[];
    };
    /** @description What to change; what is left out stays. */
    PersonChange: {
      /** @description What they are to be. */
      roles?: ({
          /**
           * @description What.
           * @enum {string}
           */
          role: "member" | "officer" | "strategist" | "administrator";
          /** @description Of which council or organisation. */
          of?: string | null;
        })[];
      /** @description Whether they may sign in. */
      active?: boolean;
    };
    /** @description A token. */
    Token: {
      /** @description Its key. */
      id: string;
      /** @description What it is for. */
      name: string;
      /** @description When it was made. */
      made_at: string;
      /**
       * Format: date
       * @description The last day it was used.
       */
      last_used: string | null;
    };
    /** @description Your tokens. */
    Tokens: {
      /** @description Oldest first. */
      tokens: components["schemas"]["Token"][];
    };
    /** @description A token just made. */
    TokenMade: {
      /** @description Its key. */
      id: string;
      /** @description What it is for. */
      name: string;
      /** @description The token itself. It is shown this once. */
      token: string;
      /** @description When it was made. */
      made_at: string;
    };
    /** @description A token to make. */
    TokenWanted: {
      /** @description What the token is for. */
      name: string;
    };
    /** @description One file given to catmap. */
    Import: {
      /** @description Its key. */
      id: string;
      /**
       * @description How far it is.
       * @enum {string}
       */
      state: "reading" | "ready" | "committing" | "committed" | "undoing" | "undone" | "failed";
      /** @description The name it had. */
      file_name: string;
      /** @description How large it was. */
      size_bytes: number | null;
      /**
       * @description What it is.
       * @enum {string|null}
       */
      kind: "asset-register" | "brownfield-register" | "needs" | "rulings" | "boundaries" | "deprivation" | "postcodes" | "sales" | "activity" | "price-index" | "sector-prices" | "uprns" | "vacant-property" | "community-value" | "organisations" | null;
      /** @description The same for people. */
      kind_label: string;
      /** @description The format in words. */
      format: string;
      /** @description Who gave it or took it in. */
      by: string;
      /** @description When, RFC 3339. */
      at: string;
      /** @description Who publishes it. */
      publisher: string | null;
      /** @description The key of its source, once it is taken in. */
      register: string | null;
      /** @description What is under way. */
      progress: {
        /** @description In words. */
        step: string;
        /** @description How much of it is done. */
        done: number;
        /** @description Of how much; 0 while that is not known. */
        of: number;
      } | null;
      /** @description What went wrong, in a sentence. */
      problem: string | null;
      /** @description Its sheets or layers. */
      sheets: ({
          /** @description Its name. */
          name: string;
          /** @description Its rows, where they are told. */
          rows: number | null;
          /** @description Whether it is read. */
          chosen: boolean;
        })[];
      /** @description The rows its headings are in. */
      header_rows: number[];
      /** @description Rows by what becomes of them. */
      tally: {
        /** @description All. */
        read: number;
        /** @description New. */
        new: number;
        /** @description Changed. */
        changed: number;
        /** @description Known just so. */
        unchanged: number;
        /** @description Left out. */
        refused: number;
      } | null;
      /** @description Things to know about rows that are kept. */
      notes: {
        /** @description How often any was given. */
        count: number;
        /** @description The commonest. */
        commonest: {
            /** @description In a sentence. */
            reason: string;
            /** @description For how many rows. */
            rows: number;
          }[];
      };
      /** @description Why rows are left out. */
      refusals: {
        /** @description How often any was given. */
        count: number;
        /** @description The commonest. */
        commonest: {
            /** @description In a sentence. */
            reason: string;
            /** @description For how many rows. */
            rows: number;
          }[];
      };
      /** @description How many assets are placed how well. */
      places: {
        /** @description By coordinates of their own. */
        point: number;
        /** @description By their UPRN. */
        uprn: number;
        /** @description By the square of a grid reference. */
        grid_square: number;
        /** @description By a whole postcode. */
        postcode: number;
        /** @description By the first half of a postcode. */
        outward_postcode: number;
        /** @description Not at all. */
        unknown: number;
        /** @description Of all these, outside the area of their owner. */
        outside: number;
      } | null;
      /** @description Rows that look like something else. Nothing is merged. */
      duplicates: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: ({
            /** @description The row. */
            row: number;
            /** @description What it is called. */
            name: string;
            /** @description The row it looks like. */
            of_row: number | null;
            /** @description The asset it looks like. */
            of_asset: string | null;
            /** @description What that is called. */
            of_name: string;
            /** @description Why, in a sentence. */
            why: string;
          })[];
      };
      /** @description Assets of the same register that the file leaves out. */
      gone: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: {
            /** @description Its key. */
            asset: string;
            /** @description What it is called. */
            name: string;
          }[];
      };
      /** @description Facts set by a person that stay against the file. */
      kept: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: {
            /** @description The asset's key. */
            asset: string;
            /** @description What the asset is called. */
            name: string;
            /** @description The fact. */
            fact: string;
            /** @description What a person set. */
            held: string;
            /** @description What the file says. */
            incoming: string;
          }[];
      };
      /** @description The last file of the same source. */
      previous: {
        /** @description Its key. */
        id: string;
        /** @description When, RFC 3339. */
        at: string;
        /** @description Who. */
        by: string;
      } | null;
      /** @description Who undid it, and when. */
      undone: {
        /** @description Who. */
        by: string;
        /** @description When, RFC 3339. */
        at: string;
      } | null;
      /** @description What can be done now. */
      can: {
        /** @description Take it in. */
        commit: boolean;
        /** @description Undo it. */
        undo: boolean;
        /** @description Take the draft back. */
        discard: boolean;
      };
      /** @description Why what one would do next cannot be done. */
      why_not: string | null;
      /** @description How each column was understood; none for official tables. */
      columns: components["schemas"]["ImportColumn"][];
      /** @description Whether it is no list that we know, and was only taken for its kind. */
      kind_is_guess: boolean;
      /** @description The councils of which you may load registers; none when you may load anybody's. */
      publishers: string[];
      /** @description What a column can mean. */
      fields: ({
          /**
           * @description The word for it.
           * @enum {string}
           */
          field: "reference" | "uprn" | "name" | "address" | "address_line" | "street_number" | "street" | "town" | "postcode" | "organisation" | "organisation_uri" | "x" | "y" | "x_and_y" | "reference_system" | "effective_date" | "end_date" | "title" | "tenure_detail" | "occupancy" | "other_detail" | "holding" | "land_only" | "building_size" | "land_area_m2" | "hectares" | "energy_rating" | "ownership" | "planning_status" | "permission_type" | "disposal_status" | "space_types" | "usable_area" | "condition" | "condition_date" | "step_free" | "term_offered" | "rent" | "service_charge" | "rent_review" | "clawback_share" | "shareable" | "available_from" | "unsafe_until" | "rateable_value" | "running_cost" | "repair_backlog" | "heritage" | "planning" | "planning_note" | "reserved_for" | "valuation" | "valuation_date";
          /** @description For people. */
          label: string;
          /** @description In a sentence. */
          about: string;
        })[];
    };
    /** @description One file given to catmap, in a list. */
    ImportListed: {
      /** @description Its key. */
      id: string;
      /**
       * @description How far it is.
       * @enum {string}
       */
      state: "reading" | "ready" | "committing" | "committed" | "undoing" | "undone" | "failed";
      /** @description The name it had. */
      file_name: string;
      /** @description How large it was. */
      size_bytes: number | null;
      /**
       * @description What it is.
       * @enum {string|null}
       */
      kind: "asset-register" | "brownfield-register" | "needs" | "rulings" | "boundaries" | "deprivation" | "postcodes" | "sales" | "activity" | "price-index" | "sector-prices" | "uprns" | "vacant-property" | "community-value" | "organisations" | null;
      /** @description The same for people. */
      kind_label: string;
      /** @description The format in words. */
      format: string;
      /** @description Who gave it or took it in. */
      by: string;
      /** @description When, RFC 3339. */
      at: string;
      /** @description Who publishes it. */
      publisher: string | null;
      /** @description The key of its source, once it is taken in. */
      register: string | null;
      /** @description What is under way. */
      progress: {
        /** @description In words. */
        step: string;
        /** @description How much of it is done. */
        done: number;
        /** @description Of how much; 0 while that is not known. */
        of: number;
      } | null;
      /** @description What went wrong, in a sentence. */
      problem: string | null;
      /** @description Its sheets or layers. */
      sheets: ({
          /** @description Its name. */
          name: string;
          /** @description Its rows, where they are told. */
          rows: number | null;
          /** @description Whether it is read. */
          chosen: boolean;
        })[];
      /** @description The rows its headings are in. */
      header_rows: number[];
      /** @description Rows by what becomes of them. */
      tally: {
        /** @description All. */
        read: number;
        /** @description New. */
        new: number;
        /** @description Changed. */
        changed: number;
        /** @description Known just so. */
        unchanged: number;
        /** @description Left out. */
        refused: number;
      } | null;
      /** @description Things to know about rows that are kept. */
      notes: {
        /** @description How often any was given. */
        count: number;
        /** @description The commonest. */
        commonest: {
            /** @description In a sentence. */
            reason: string;
            /** @description For how many rows. */
            rows: number;
          }[];
      };
      /** @description Why rows are left out. */
      refusals: {
        /** @description How often any was given. */
        count: number;
        /** @description The commonest. */
        commonest: {
            /** @description In a sentence. */
            reason: string;
            /** @description For how many rows. */
            rows: number;
          }[];
      };
      /** @description How many assets are placed how well. */
      places: {
        /** @description By coordinates of their own. */
        point: number;
        /** @description By their UPRN. */
        uprn: number;
        /** @description By the square of a grid reference. */
        grid_square: number;
        /** @description By a whole postcode. */
        postcode: number;
        /** @description By the first half of a postcode. */
        outward_postcode: number;
        /** @description Not at all. */
        unknown: number;
        /** @description Of all these, outside the area of their owner. */
        outside: number;
      } | null;
      /** @description Rows that look like something else. Nothing is merged. */
      duplicates: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: ({
            /** @description The row. */
            row: number;
            /** @description What it is called. */
            name: string;
            /** @description The row it looks like. */
            of_row: number | null;
            /** @description The asset it looks like. */
            of_asset: string | null;
            /** @description What that is called. */
            of_name: string;
            /** @description Why, in a sentence. */
            why: string;
          })[];
      };
      /** @description Assets of the same register that the file leaves out. */
      gone: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: {
            /** @description Its key. */
            asset: string;
            /** @description What it is called. */
            name: string;
          }[];
      };
      /** @description Facts set by a person that stay against the file. */
      kept: {
        /** @description How many. */
        count: number;
        /** @description The first of them. */
        first: {
            /** @description The asset's key. */
            asset: string;
            /** @description What the asset is called. */
            name: string;
            /** @description The fact. */
            fact: string;
            /** @description What a person set. */
            held: string;
            /** @description What the file says. */
            incoming: string;
          }[];
      };
      /** @description The last file of the same source. */
      previous: {
        /** @description Its key. */
        id: string;
        /** @description When, RFC 3339. */
        at: string;
        /** @description Who. */
        by: string;
      } | null;
      /** @description Who undid it, and when. */
      undone: {
        /** @description Who. */
        by: string;
        /** @description When, RFC 3339. */
        at: string;
      } | null;
      /** @description What can be done now. */
      can: {
        /** @description Take it in. */
        commit: boolean;
        /** @description Undo it. */
        undo: boolean;
        /** @description Take the draft back. */
        discard: boolean;
      };
      /** @description Why what one would do next cannot be done. */
      why_not: string | null;
    };
    /** @description Files given to catmap. */
    Imports: {
      /** @description Newest first. */
      imports: components["schemas"]["ImportListed"][];
    };
    /** @description How one column was understood. */
    ImportColumn: {
      /** @description Its place, from 0. */
      column: number;
      /** @description Its letter in a spreadsheet. */
      letter: string;
      /** @description Its heading. */
      heading: string;
      /**
       * @description What it means; null for not used.
       * @enum {string|null}
       */
      field: "reference" | "uprn" | "name" | "address" | "address_line" | "street_number" | "street" | "town" | "postcode" | "organisation" | "organisation_uri" | "x" | "y" | "x_and_y" | "reference_system" | "effective_date" | "end_date" | "title" | "tenure_detail" | "occupancy" | "other_detail" | "holding" | "land_only" | "building_size" | "land_area_m2" | "hectares" | "energy_rating" | "ownership" | "planning_status" | "permission_type" | "disposal_status" | "space_types" | "usable_area" | "condition" | "condition_date" | "step_free" | "term_offered" | "rent" | "service_charge" | "rent_review" | "clawback_share" | "shareable" | "available_from" | "unsafe_until" | "rateable_value" | "running_cost" | "repair_backlog" | "heritage" | "planning" | "planning_note" | "reserved_for" | "valuation" | "valuation_date" | null;
      /** @description How sure that is, 0 to 1. */
      confidence: number;
      /** @description Why, in a sentence. */
      why: string;
      /** @description Some of what stands in it. */
      samples: string[];
      /** @description Whether a person said so. */
      corrected: boolean;
    };
    /** @description What becomes of one row. */
    ImportRow: {
      /** @description As a spreadsheet numbers it. */
      row: number;
      /** @description The asset's key. */
      asset: string | null;
      /** @description What it is called. */
      name: string;
      /**
       * @description What becomes of it.
       * @enum {string}
       */
      outcome: "new" | "changed" | "unchanged" | "refused";
      /** @description How well it is placed. */
      place: ({
        /**
         * @description The word for it.
         * @enum {string}
         */
        precision: "point" | "uprn" | "grid-square" | "postcode" | "area" | "outward-postcode" | "unknown";
        /** @description For people. */
        label: string;
      }) | null;
      /** @description What differs from what was held. */
      changes: ({
          /** @description The word for the fact. */
          fact: string;
          /** @description The fact for people. */
          label: string;
          /** @description Before; null when it was not known. */
          from: string | null;
          /** @description After; null when it is not known. */
          to: string | null;
        })[];
      /** @description What to look at. */
      problems: ({
          /** @description The heading of the column. */
          column: string | null;
          /** @description What stands there. */
          value: string | null;
          /** @description What is wrong, and what would be right. */
          reason: string;
        })[];
      /** @description What it looks like. */
      duplicate_of: ({
        /** @description The row of the same file. */
        row: number | null;
        /** @description The asset held. */
        asset: string | null;
        /** @description Why, in a sentence. */
        why: string;
      }) | null;
    };
    /** @description Rows of a file. */
    ImportRows: {
      /** @description In the order of the file. */
      rows: components["schemas"]["ImportRow"][];
      /** @description The cursor of the next page. */
      next: string | null;
      /** @description Rows in all that match. */
      number_matched: number;
    };
    /** @description How a file is to be read. What is left out stays as it is; an empty name takes back what was said. */
    ImportReading: {
      /**
       * @description What it is.
       * @enum {string}
       */
      kind?: "asset-register" | "brownfield-register" | "needs" | "rulings" | "boundaries" | "deprivation" | "postcodes" | "sales" | "activity" | "price-index" | "sector-prices" | "uprns" | "vacant-property" | "community-value" | "organisations";
      /** @description The sheet or layer to read. */
      sheet?: string;
      /** @description Who publishes it. */
      publisher?: string;
      /** @description Columns that mean something else than was found. */
      columns?: ({
          /** @description Its place, from 0. */
          column: number;
          /**
           * @description What it means; null for not used.
           * @enum {string|null}
           */
          field: "reference" | "uprn" | "name" | "address" | "address_line" | "street_number" | "street" | "town" | "postcode" | "organisation" | "organisation_uri" | "x" | "y" | "x_and_y" | "reference_system" | "effective_date" | "end_date" | "title" | "tenure_detail" | "occupancy" | "other_detail" | "holding" | "land_only" | "building_size" | "land_area_m2" | "hectares" | "energy_rating" | "ownership" | "planning_status" | "permission_type" | "disposal_status" | "space_types" | "usable_area" | "condition" | "condition_date" | "step_free" | "term_offered" | "rent" | "service_charge" | "rent_review" | "clawback_share" | "shareable" | "available_from" | "unsafe_until" | "rateable_value" | "running_cost" | "repair_backlog" | "heritage" | "planning" | "planning_note" | "reserved_for" | "valuation" | "valuation_date" | null;
        })[];
    };
    /** @description What else is to be done. */
    ImportYes: {
      /**
       * @description Whether assets of the same register that the file leaves out are marked as gone.
       * @enum {string}
       */
      gone: "keep" | "mark";
      /** @description Whether what was said of columns is remembered for the publisher's next file. */
      remember: boolean;
    };
    /** @description Land and buildings on public registers that might change hands. Vacant ones are shown at the centre of the neighbourhood around them, because owners withhold the exact place of empty buildings on purpose. */
    AssetCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["AssetFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description Land and buildings on public registers that might change hands. Vacant ones are shown at the centre of the neighbourhood around them, because owners withhold the exact place of empty buildings on purpose. */
    AssetFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "Point";
        coordinates: [number, number];
      } | null;
      properties: components["schemas"]["AssetProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description Land and buildings on public registers that might change hands. Vacant ones are shown at the centre of the neighbourhood around them, because owners withhold the exact place of empty buildings on purpose. */
    AssetProperties: {
      /** @description Its key, the same in every answer. */
      id: string;
      /** @description What it is called. */
      name: string;
      /** @description Street address, as far as given and public. */
      address: string | null;
      /** @description Postcode; only its first half for a vacant asset. */
      postcode: string | null;
      /** @description The public body that holds it. */
      owner: string;
      /** @description The local authority district it lies in. */
      borough: string | null;
      /** @description The ward that the area around it mostly lies in. */
      ward: string | null;
      /**
       * @description Land, building or both.
       * @enum {string|null}
       */
      holding: "land" | "building" | "land-and-building" | null;
      /**
       * @description Whether anybody is in it.
       * @enum {string|null}
       */
      occupancy: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
      /**
       * Format: date
       * @description The day somebody last said so: that of the fact, or of the register it stands in.
       */
      occupancy_as_at: string | null;
      /**
       * @description What the owner intends.
       * @enum {string|null}
       */
      disposal_status: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
      /** @description Kinds of space there now, separated by commas. */
      space_types: string | null;
      /** @description Net usable floor area. Unit: m2. */
      usable_area_m2: number | null;
      /** @description Whether that floor area is an estimate or a stand-in rather than a survey. */
      usable_area_estimated: boolean | null;
      /** @description Site area. Unit: m2. */
      land_area_m2: number | null;
      /**
       * @description Condition grade, A good to D bad.
       * @enum {string|null}
       */
      condition: "A" | "B" | "C" | "D" | null;
      /**
       * @description Step-free access.
       * @enum {string|null}
       */
      step_free: "now" | "adaptable" | "impossible" | null;
      /** @description Energy performance letter. */
      energy_rating: string | null;
      /**
       * @description Protection as heritage.
       * @enum {string|null}
       */
      heritage: "none" | "locally-listed" | "conservation-area" | "listed" | null;
      /**
       * @description How community use stands with planning.
       * @enum {string|null}
       */
      planning: "lawful" | "same-class" | "permission-supported" | "permission-doubtful" | "barred" | null;
      /** @description Rent asked. Unit: GBP a year. */
      rent_gbp_per_year: number | null;
      /** @description "freehold", or a lease such as "25 years". */
      term_offered: string | null;
      /**
       * @description How exactly its place is shown.
       * @enum {string}
       */
      precision: "point" | "uprn" | "grid-square" | "postcode" | "area" | "outward-postcode" | "unknown";
      /** @description Whether its exact place is withheld because it is vacant. */
      coarse: boolean;
      /** @description Whether the public is not shown its exact place. Where this is so and it is not coarse, only those who may see it exactly see it so. */
      withheld: boolean;
      /** @description Deprivation of the people within a walk; 1 is the most deprived. Unit: 0 to 1. */
      deprivation: number | null;
      /** @description Value-uplift potential of its place: headroom, no forecast. Unit: 0 to 1. */
      uplift: number | null;
      /** @description Code of the statistical area it lies in (LSOA 2021). */
      area_code: string | null;
      /** @description Name of that area. */
      area_name: string | null;
      /** @description Key of the register it was read from; see `/about`. */
      source: string;
      /**
       * Format: date
       * @description The day that register gives itself.
       */
      as_at: string | null;
      /**
       * Format: date
       * @description The day since which that register no longer lists it.
       */
      gone: string | null;
      /** @description Whether it was made up. */
      fictional: boolean;
    };
    /** @description Statistical areas (LSOA 2021) with deprivation, prices, activity and headroom. A figure describes the area, never a person, a street or a household in it. */
    AreaCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["AreaFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description Statistical areas (LSOA 2021) with deprivation, prices, activity and headroom. A figure describes the area, never a person, a street or a household in it. */
    AreaFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "MultiPolygon";
        coordinates: [number, number][][][];
      } | null;
      properties: components["schemas"]["AreaProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description Statistical areas (LSOA 2021) with deprivation, prices, activity and headroom. A figure describes the area, never a person, a street or a household in it. */
    AreaProperties: {
      /** @description Official code. */
      id: string;
      /** @description Name. */
      name: string;
      /** @description The local authority district it lies in. */
      borough: string | null;
      /** @description Published score of the Index of Multiple Deprivation; higher is more deprived. */
      imd_score: number | null;
      /** @description National rank, 1 the most deprived. */
      imd_rank: number | null;
      /** @description National decile, 1 the most deprived tenth. */
      imd_decile: number | null;
      /** @description National decile of deprivation in income: people on a low income, in work or out of it; 1 the most deprived tenth. */
      income_decile: number | null;
      /** @description National decile of deprivation in employment: people of working age who are kept out of work; 1 the most deprived tenth. */
      employment_decile: number | null;
      /** @description National decile of deprivation in education, skills and training, of children and of adults; 1 the most deprived tenth. */
      education_decile: number | null;
      /** @description National decile of deprivation in health and disability: early death, illness, disability, poor mental health; 1 the most deprived tenth. */
      health_decile: number | null;
      /** @description National decile of deprivation in crime: how likely people are to suffer it; 1 the most deprived tenth. */
      crime_decile: number | null;
      /** @description National decile of deprivation in barriers to housing and services; 1 the most deprived tenth. */
      barriers_decile: number | null;
      /** @description National decile of deprivation in living environment: homes, air, roads; 1 the most deprived tenth. */
      living_environment_decile: number | null;
      /** @description Deprivation of the area itself; 1 is the most deprived. Unit: 0 to 1. */
      deprivation: number | null;
      /** @description Usual residents. Unit: people. */
      residents: number | null;
      /** @description Typical price of a terraced home that is not new and not leasehold, rounded to 1,000; of homes of any kind where price_basis is sectors or too little is sold to tell kinds apart. Null with fewer than five sales. Unit: GBP. */
      typical_price_gbp: number | null;
      /**
       * @description What the price level is known from; a place among areas is always among those known in the same way.
       * @enum {string|null}
       */
      price_basis: "sales" | "sectors" | null;
      /** @description Growth of prices over five years, less that of the middle area; of the past, no forecast. Unit: natural log. */
      price_growth_log: number | null;
      /** @description Sales behind the price level. Unit: sales. */
      sales: number | null;
      /** @description Share of the price level that was borrowed from the neighbourhood because sales are few. Unit: 0 to 1. */
      borrowed_share: number | null;
      /** @description Price level among all areas; 1 is the dearest. Unit: 0 to 1. */
      price_percentile: number | null;
      /** @description Low value; 1 is the cheapest. Unit: 0 to 1. */
      low_value: number | null;
      /** @description Economic activity among all areas; 1 is the busiest. Unit: 0 to 1. */
      activity: number | null;
      /** @description Gap between prices nearby and prices here; above zero when nearby is dearer. Unit: natural log. */
      headroom_log: number | null;
      /** @description The same gap on a fixed scale. Unit: 0 to 1. */
      headroom: number | null;
      /**
       * @description How clear the gap is, given how few sales there are.
       * @enum {string|null}
       */
      headroom_strength: "clear gap" | "likely gap" | "no clear gap" | null;
      /** @description Value-uplift potential: headroom, no forecast. Unit: 0 to 1. */
      uplift: number | null;
      /**
       * @description Risk that rising prices push out people who rent; null when too little is known. To be shown beside uplift.
       * @enum {string|null}
       */
      displacement: "high" | "medium" | "low" | null;
      /** @description Key of the source of its deprivation figures, else of its boundary. */
      source: string;
      /**
       * Format: date
       * @description The day that source gives itself.
       */
      as_at: string | null;
    };
    /** @description Spaces that organisations are looking for, where they have agreed to say so in public. Budgets, capital and contacts are not part of it. */
    NeedCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["NeedFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description Spaces that organisations are looking for, where they have agreed to say so in public. Budgets, capital and contacts are not part of it. */
    NeedFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "Point";
        coordinates: [number, number];
      } | null;
      properties: components["schemas"]["NeedProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description Spaces that organisations are looking for, where they have agreed to say so in public. Budgets, capital and contacts are not part of it. */
    NeedProperties: {
      /** @description Its key. */
      id: string;
      /** @description Who is looking. */
      organisation: string;
      /**
       * @description What the organisation is in law.
       * @enum {string|null}
       */
      legal_form: "charity" | "cic" | "community-benefit-society" | "co-operative" | "casc" | "company" | "unincorporated" | null;
      /** @description What it is, in a few words. */
      title: string;
      /** @description Themes, separated by commas. */
      purposes: string | null;
      /** @description Whom it serves, in its own words. */
      serves: string | null;
      /**
       * @description How far people come.
       * @enum {string}
       */
      reach: "neighbourhood" | "town" | "city-region";
      /** @description The borough it names, or its point lies in. */
      borough: string | null;
      /** @description Kinds of space, largest share first, separated by commas. */
      space_types: string | null;
      /** @description Ideal usable floor area. Unit: m2. */
      area_ideal_m2: number | null;
      /** @description The least that would do. Unit: m2. */
      area_min_m2: number | null;
      /** @description Would share a building. */
      would_share: boolean;
      /**
       * @description How much step-free access matters.
       * @enum {string|null}
       */
      step_free: "essential" | "wanted" | "not-needed" | null;
      /** @description Least term. Unit: years. */
      tenure_years: number | null;
      /**
       * Format: date
       * @description The latest day it can start.
       */
      latest_start: string | null;
      /** @description Late is worse than usual. */
      urgent: boolean;
      /**
       * @description Who may see it; the public sees published ones only.
       * @enum {string}
       */
      visibility: "published" | "private";
      /** @description Further away is no use, as people travel. Unit: km. */
      max_distance_km: number | null;
      /** @description Key of the list it was read from; see `/about`. */
      source: string | null;
      /**
       * Format: date
       * @description The day the organisation said so.
       */
      stated_on: string | null;
      /**
       * @description Yearly income of the organisation; it plays no part in any score.
       * @enum {string|null}
       */
      organisation_size: "micro" | "small" | "medium" | "large" | null;
    };
    /** @description Organisations that look for space and have agreed to say so in public, put together from the needs they have published: needs are one organisation's when its name is the same but for case and punctuation. A table: where they are now is not known. */
    OrganisationsCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["OrganisationsFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description Organisations that look for space and have agreed to say so in public, put together from the needs they have published: needs are one organisation's when its name is the same but for case and punctuation. A table: where they are now is not known. */
    OrganisationsFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /**
       * @description Always null: nothing here is anywhere.
       * @enum {unknown|null}
       */
      geometry: "" | null;
      properties: components["schemas"]["OrganisationsProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description Organisations that look for space and have agreed to say so in public, put together from the needs they have published: needs are one organisation's when its name is the same but for case and punctuation. A table: where they are now is not known. */
    OrganisationsProperties: {
      /** @description Its key: its name in lower case, words joined by hyphens. */
      id: string;
      /** @description Its name, as its newest need has it. */
      name: string;
      /**
       * @description What it is in law.
       * @enum {string|null}
       */
      legal_form: "charity" | "cic" | "community-benefit-society" | "co-operative" | "casc" | "company" | "unincorporated" | null;
      /**
       * @description Its yearly income; it plays no part in any score.
       * @enum {string|null}
       */
      organisation_size: "micro" | "small" | "medium" | "large" | null;
      /** @description How many spaces it is looking for. Unit: needs. */
      needs: number;
      /** @description For how many of them late is worse than usual. Unit: needs. */
      urgent_needs: number;
      /** @description Themes of its needs, separated by commas. */
      purposes: string | null;
      /** @description Kinds of space it looks for, separated by commas. */
      space_types: string | null;
      /** @description The boroughs it looks in, separated by commas. */
      boroughs: string | null;
      /**
       * Format: date
       * @description The day it stated the newest of its needs.
       */
      stated_on: string | null;
    };
    /** @description The best five assets for each need, as lines from the asset to the need, with the scores of the usual weights; nothing known rules these pairs out. A need without a point, or an asset that nothing places, has no line. Where there are more than 20 million pairs, it is worked out for some of the needs, evenly over their list. Nobody has been asked yet: a match is a suggestion with reasons, which the address of the need gives. */
    MatchesCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["MatchesFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description The best five assets for each need, as lines from the asset to the need, with the scores of the usual weights; nothing known rules these pairs out. A need without a point, or an asset that nothing places, has no line. Where there are more than 20 million pairs, it is worked out for some of the needs, evenly over their list. Nobody has been asked yet: a match is a suggestion with reasons, which the address of the need gives. */
    MatchesFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "MultiLineString";
        coordinates: [number, number][][];
      } | null;
      properties: components["schemas"]["MatchesProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description The best five assets for each need, as lines from the asset to the need, with the scores of the usual weights; nothing known rules these pairs out. A need without a point, or an asset that nothing places, has no line. Where there are more than 20 million pairs, it is worked out for some of the needs, evenly over their list. Nobody has been asked yet: a match is a suggestion with reasons, which the address of the need gives. */
    MatchesProperties: {
      /** @description Its key: that of the need, then that of the asset. */
      id: string;
      /** @description Key of the need. */
      need: string;
      /** @description What is looked for. */
      need_title: string;
      /** @description Who is looking. */
      organisation: string;
      /** @description Key of the asset. */
      asset: string;
      /** @description What the asset is called. */
      asset_name: string;
      /** @description The borough around the asset. */
      borough: string | null;
      /** @description Its place among the assets for this need, 1 the best. */
      rank: number;
      /** @description The match score. Unit: 0 to 100. */
      score: number;
      /** @description The least it could be once gaps are filled. Unit: 0 to 100. */
      score_low: number;
      /** @description The most it could be once gaps are filled. Unit: 0 to 100. */
      score_high: number;
      /**
       * @description The score in a word.
       * @enum {string}
       */
      band: "strong" | "good" | "possible" | "weak";
      /** @description How well the building fits. Unit: 0 to 1. */
      suitability: number;
      /** @description Deprivation around it, as it counts here. Unit: 0 to 1. */
      deprivation: number;
      /** @description Value-uplift potential, as it counts here. Unit: 0 to 1. */
      uplift: number;
      /** @description Share of what the score needs that is known. Unit: 0 to 1. */
      completeness: number;
      /** @description Distance as people travel, where it is known. Unit: m. */
      distance_m: number | null;
      /**
       * Format: date
       * @description The day it was scored for.
       */
      scored_on: string;
    };
    /** @description Each asset with what its place alone says of deprivation and value-uplift potential, and with the best of the needs that it could meet, scored by the usual weights. Suitability is always suitability for a need. Where there are more than 20 million pairs, some of the needs are looked at, evenly over their list. */
    AssetScoresCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["AssetScoresFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description Each asset with what its place alone says of deprivation and value-uplift potential, and with the best of the needs that it could meet, scored by the usual weights. Suitability is always suitability for a need. Where there are more than 20 million pairs, some of the needs are looked at, evenly over their list. */
    AssetScoresFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "Point";
        coordinates: [number, number];
      } | null;
      properties: components["schemas"]["AssetScoresProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description Each asset with what its place alone says of deprivation and value-uplift potential, and with the best of the needs that it could meet, scored by the usual weights. Suitability is always suitability for a need. Where there are more than 20 million pairs, some of the needs are looked at, evenly over their list. */
    AssetScoresProperties: {
      /** @description Key of the asset. */
      id: string;
      /** @description What it is called. */
      name: string;
      /** @description Street address, as far as given and public. */
      address: string | null;
      /** @description Postcode; only its first half for a vacant asset. */
      postcode: string | null;
      /** @description The public body that holds it. */
      owner: string;
      /** @description The borough around it. */
      borough: string | null;
      /** @description The ward that the area around it mostly lies in. */
      ward: string | null;
      /**
       * @description Whether anybody is in it.
       * @enum {string|null}
       */
      occupancy: "occupied" | "part-vacant" | "vacant" | "vacant-temporarily" | null;
      /**
       * Format: date
       * @description The day somebody last said so.
       */
      occupancy_as_at: string | null;
      /**
       * @description What the owner intends.
       * @enum {string|null}
       */
      disposal_status: "in-use" | "under-review" | "surplus" | "in-programme" | "open-to-interest" | "under-offer" | "transferred" | "withdrawn" | null;
      /** @description Kinds of space there now, separated by commas. */
      space_types: string | null;
      /** @description Net usable floor area. Unit: m2. */
      usable_area_m2: number | null;
      /** @description Whether that floor area is an estimate or a stand-in rather than a survey. */
      usable_area_estimated: boolean | null;
      /** @description "freehold", or a lease such as "25 years". */
      term_offered: string | null;
      /**
       * @description How exactly its place is shown.
       * @enum {string}
       */
      precision: "point" | "uprn" | "grid-square" | "postcode" | "area" | "outward-postcode" | "unknown";
      /** @description Whether its exact place is withheld because it is vacant. */
      coarse: boolean;
      /** @description Whether the public is not shown its exact place. */
      withheld: boolean;
      /**
       * Format: date
       * @description The day its register gives itself.
       */
      as_at: string | null;
      /** @description Deprivation around it; 1 is the most deprived. Unit: 0 to 1. */
      deprivation: number | null;
      /** @description The least that could be. Unit: 0 to 1. */
      deprivation_low: number | null;
      /** @description The most that could be. Unit: 0 to 1. */
      deprivation_high: number | null;
      /** @description Value-uplift potential of its place. Unit: 0 to 1. */
      uplift: number | null;
      /** @description The least that could be. Unit: 0 to 1. */
      uplift_low: number | null;
      /** @description The most that could be. Unit: 0 to 1. */
      uplift_high: number | null;
      /**
       * @description Risk that rising prices push out people who rent; null when too little is known. To be shown beside uplift.
       * @enum {string|null}
       */
      displacement: "high" | "medium" | "low" | null;
      /** @description Needs it was set beside. Unit: needs. */
      needs_looked_at: number;
      /** @description Needs of which nothing known rules it out. Unit: needs. */
      needs_eligible: number;
      /** @description Key of the need it is best for. */
      best_need: string | null;
      /** @description What that need looks for. */
      best_need_title: string | null;
      /** @description The match score with that need. Unit: 0 to 100. */
      best_score: number | null;
      /** @description The least it could be. Unit: 0 to 100. */
      best_score_low: number | null;
      /** @description The most it could be. Unit: 0 to 100. */
      best_score_high: number | null;
      /** @description How well it fits that need. Unit: 0 to 1. */
      best_suitability: number | null;
      /** @description Deprivation, as it counts for that need. Unit: 0 to 1. */
      best_deprivation: number | null;
      /** @description Uplift, as it counts for that need. Unit: 0 to 1. */
      best_uplift: number | null;
      /** @description Share of what that score needs that is known. Unit: 0 to 1. */
      best_completeness: number | null;
      /**
       * Format: date
       * @description The day it was scored for.
       */
      scored_on: string;
    };
    /** @description For each statistical area (LSOA 2021): how many published needs look for a building there, how much space they ask for, and how much may be on offer within 2 km of the area's centre. A need looks at an area when its centre lies within the distance the organisation gave (or its usual reach), or when it names the area's borough. Figures with one or two needs behind them are not shown, and are null. */
    NeedGapCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["NeedGapFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description For each statistical area (LSOA 2021): how many published needs look for a building there, how much space they ask for, and how much may be on offer within 2 km of the area's centre. A need looks at an area when its centre lies within the distance the organisation gave (or its usual reach), or when it names the area's borough. Figures with one or two needs behind them are not shown, and are null. */
    NeedGapFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /** @description Where it is: WGS84 longitude and latitude, six decimals. */
      geometry: {
        /**
         * @description GeoJSON type.
         * @enum {string}
         */
        type: "MultiPolygon";
        coordinates: [number, number][][][];
      } | null;
      properties: components["schemas"]["NeedGapProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description For each statistical area (LSOA 2021): how many published needs look for a building there, how much space they ask for, and how much may be on offer within 2 km of the area's centre. A need looks at an area when its centre lies within the distance the organisation gave (or its usual reach), or when it names the area's borough. Figures with one or two needs behind them are not shown, and are null. */
    NeedGapProperties: {
      /** @description Official code of the area. */
      id: string;
      /** @description Name of the area. */
      name: string;
      /** @description The local authority district it lies in. */
      borough: string | null;
      /** @description Needs that look for a building here; null for one or two. Unit: needs. */
      needs: number | null;
      /** @description Floor area those needs ask for; null when fewer than three of them say how much. Unit: m2. */
      wanted_m2: number | null;
      /** @description Assets within 2 km that may be on offer. Unit: assets. */
      assets_on_offer: number;
      /** @description Those of them of which no floor area is known. Unit: assets. */
      assets_size_unknown: number;
      /** @description Usable floor area of the others. Unit: m2. */
      on_offer_m2: number;
      /** @description How much more is wanted than on offer; below zero when there is enough; null while a size is not known. Unit: m2. */
      gap_m2: number | null;
    };
    /** @description The published lists that everything shown was read from, each with its publisher, licence and date. Other collections name them by their key. A table: sources are nowhere. */
    SourcesCollection: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "FeatureCollection";
      /** @description The features of this page, in order of their keys. */
      features: components["schemas"]["SourcesFeature"][];
      /** @description This page, those before and after it, and the collection. */
      links: components["schemas"]["Link"][];
      /**
       * Format: date-time
       * @description When this state of the data was read.
       */
      timeStamp: string;
      /** @description How many features match in all, exactly. */
      numberMatched: number;
      /** @description How many are on this page. */
      numberReturned: number;
      versions: components["schemas"]["Stamp"];
    };
    /** @description The published lists that everything shown was read from, each with its publisher, licence and date. Other collections name them by their key. A table: sources are nowhere. */
    SourcesFeature: {
      /**
       * @description GeoJSON type.
       * @enum {string}
       */
      type: "Feature";
      /** @description Its key. */
      id: string;
      /**
       * @description Always null: nothing here is anywhere.
       * @enum {unknown|null}
       */
      geometry: "" | null;
      properties: components["schemas"]["SourcesProperties"];
      /** @description Related addresses. */
      links?: components["schemas"]["Link"][];
      versions?: components["schemas"]["Stamp"];
    };
    /** @description The published lists that everything shown was read from, each with its publisher, licence and date. Other collections name them by their key. A table: sources are nowhere. */
    SourcesProperties: {
      /** @description Its key. */
      id: string;
      /** @description What it is called. */
      title: string;
      /** @description Who publishes it. */
      publisher: string;
      /** @description On what terms it may be used, as far as it says. */
      licence: string | null;
      /**
       * Format: date
       * @description The day it gives itself.
       */
      as_at: string | null;
      /** @description The name of the file it was read from. */
      file_name: string;
      /** @description What kinds of file it gave, separated by commas. */
      kinds: string | null;
      /** @description Rows it gave that were not held before; only told of official figures and outlines of areas. Unit: rows. */
      rows: number | null;
      /** @description Whether it was made up. */
      fictional: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
