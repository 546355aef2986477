-- The twenty best assets for a need, by the whole score of `matching`: constraints, the eight criteria of S with what is not
-- known, cost, D for the purposes, U_match with the share kept and the cap, M, and the order of ties.
--
-- $1 place: 0 near a point, 1 a borough, 2 anywhere, 3 a borough nobody knows      $2 $3 the point      $4 the borough
-- $5 $6 $7 decay: full, half, cut      $8 limit      $9 $10 kinds of space and shares      $11 $12 $13 $14 m2: ideal, least,
-- most, flexible      $15 would share      $16 step-free: 0 not asked, 1 wanted, 2 essential      $17 budget      $18 capital
-- $19 term      $20 latest start      $21 urgent      $22 the day      $23 rate relief      $24 $25 asset lock, least and most
-- $26 retail      $27 to $31 rates: small, standard, small retail, standard retail, large      $32 need      $33 only land
-- $34 the plain index counts      $35 rows of purposes that count      $36 $37 $38 weights
--
-- Read it from the inside out: each SELECT adds columns to those of the one inside it. OFFSET 0 keeps PostgreSQL from writing an
-- expression out again wherever it is used, which would work it out many times.
SELECT asset, score, completeness, travel_m
FROM (
SELECT asset, travel_m,
        greatest(least(100 * (power(0.05 + 0.95 * suitability, $36::float8)
            * power(0.05 + 0.95 * CASE WHEN $37::float8 + $38::float8 > 0
                THEN ($37::float8 * deprivation + $38::float8 * uplift) / ($37::float8 + $38::float8)
                ELSE 0.5 END, 1 - $36::float8) - 0.05) / 0.95, 100), 0) AS score,
        $36::float8 * suitability_known + $37::float8 * coalesce(d_quality, 0)
            + $38::float8 * (u_quality + CASE WHEN share_known THEN 0.2 ELSE 0 END) AS completeness
FROM (
SELECT *,
        0.20 * type_used + 0.20 * size_used + 0.15 * location_used
            + 0.20 * CASE WHEN $17::float8 IS NULL THEN 1 WHEN cost_missing THEN least(affordable, 0.5) ELSE affordable END
            + 0.08 * tenure_used + 0.07 * condition_used + 0.05 * access_used + 0.05 * timing_used AS suitability,
        0.20 * type_quality + 0.20 * size_quality + 0.15 * location_quality
            + 0.20 * CASE WHEN $17::float8 IS NULL THEN 1 WHEN cost_missing THEN 0 ELSE 0.4 END
            + 0.08 * tenure_quality + 0.07 * condition_quality_used + 0.05 * access_quality
            + 0.05 * timing_quality AS suitability_known,
        CASE WHEN high_risk AND share < 0.8 THEN least(u * (0.5 + 0.5 * share), 0.5)
            ELSE u * (0.5 + 0.5 * share) END AS uplift
FROM (
SELECT *,
        CASE WHEN ratio <= 0.8 THEN 1 WHEN ratio <= 1 THEN 1 - 0.5 * (ratio - 0.8) / 0.2
            WHEN ratio < 1.25 THEN 0.5 * (1.25 - ratio) / 0.25 ELSE 0 END AS affordable,
        abs(share_high - share_low) < 1e-12 AS share_known,
        CASE WHEN abs(share_high - share_low) < 1e-12 THEN share_high
            ELSE greatest(share_low, least(0.5, share_high)) END AS share
FROM (
SELECT *,
        -- type
        CASE WHEN cardinality($9::smallint[]) = 0 THEN 1
            WHEN spaces IS NULL THEN least(0.5, coalesce(planning, 1))
            ELSE coalesce(planning, 0.6) * served END AS type_used,
        CASE WHEN cardinality($9::smallint[]) = 0 THEN 1 WHEN spaces IS NULL THEN 0
            ELSE least(spaces_quality, coalesce(planning_quality, 0.4)) END AS type_quality,
        -- size
        CASE WHEN $11::float8 IS NULL THEN 1 WHEN m2 IS NULL THEN 0.5 WHEN over = 0 THEN up_to_most
            ELSE 0.5 * (greatest(least(1 - worst * over, 1), 0) + greatest(least(1 - best * over, 1), 0)) END AS size_used,
        CASE WHEN $11::float8 IS NULL THEN 1 WHEN m2 IS NULL THEN 0
            WHEN NOT $15 OR high_m2 <= $13::float8 THEN m2_quality
            WHEN shareable IS NULL THEN least(m2_quality, 0.4)
            ELSE least(m2_quality, shareable_quality) END AS size_quality,
        -- location
        CASE WHEN $1 = 2 THEN 1 WHEN known_m IS NULL THEN 0.5 WHEN geom IS NULL THEN mean_pull
            WHEN known_m <= $5 THEN 1 WHEN known_m <= $7 THEN power(2::float8, -(known_m - $5) / $6)
            ELSE 0 END AS location_used,
        CASE WHEN $1 = 2 THEN 1 WHEN known_m IS NULL THEN 0 WHEN geom IS NULL THEN 0.4
            ELSE least(CASE WHEN known_m > 0 THEN 0.7 ELSE 1 END, precision_quality) END AS location_quality,
        -- affordability
        CASE WHEN cost_missing THEN cost_low ELSE cost_mid END / $17::float8 AS ratio,
        -- tenure
        CASE WHEN $19::float8 IS NULL OR $19::float8 <= 0 OR freehold THEN 1 WHEN freehold IS NULL THEN 0.5
            ELSE least(greatest(term_years / $19::float8, 0), 1) END AS tenure_used,
        CASE WHEN $19::float8 IS NULL OR $19::float8 <= 0 THEN 1 ELSE coalesce(term_quality, 0) END AS tenure_quality,
        -- condition
        CASE WHEN condition IS NULL THEN 0.5
            WHEN $18::float8 > 0 AND $18::float8 >= backlog_mid * (1 + bias)
                THEN CASE condition WHEN 1 THEN 1 ELSE 0.8 END
            ELSE CASE condition WHEN 1 THEN 1 WHEN 2 THEN 0.8 WHEN 3 THEN 0.4 ELSE 0.1 END END::float8 AS condition_used,
        coalesce(condition_quality, 0) AS condition_quality_used,
        -- access
        CASE WHEN $16 = 0 OR step_free = 1 THEN 1 WHEN step_free IS NULL THEN 0.5 WHEN step_free = 2 THEN 0.6
            ELSE 0.1 END::float8 AS access_used,
        CASE WHEN $16 = 0 THEN 1 ELSE coalesce(step_free_quality, 0) END AS access_quality,
        -- timing
        CASE WHEN $20::date IS NULL AND NOT $21 THEN 1
            WHEN available_from IS NULL AND NOT ready_now THEN 0.5
            ELSE greatest(least(1 - greatest((greatest(coalesce(available_from, $22), unsafe_until, $22)
                - coalesce($20::date, $22))::float8 / (365.25::float8 / 12), 0) / CASE WHEN $21 THEN 6 ELSE 24 END, 1), 0)
            END AS timing_used,
        CASE WHEN $20::date IS NULL AND NOT $21 THEN 1 WHEN available_from IS NOT NULL THEN available_quality
            WHEN ready_now THEN 0.7 ELSE 0 END AS timing_quality,
        -- what the community would keep
        held_low * rent_low * coalesce(owner_left, 0) * $24::float8 AS share_low,
        held_high * rent_high * coalesce(owner_left, 1) * $25::float8 AS share_high,
        -- deprivation for the purposes
        coalesce(($34 * d + $35[1] * d_employment + $35[2] * d_skills + $35[3] * d_health + $35[4] * d_poverty
            + $35[5] * d_safety + $35[6] * d_housing + $35[7] * d_environment)
            / ($34 + $35[1] + $35[2] + $35[3] + $35[4] + $35[5] + $35[6] + $35[7]), 0.5) AS deprivation
FROM (
SELECT *,
        coalesce(rent_gbp, 0) + coalesce(service_gbp, 0) + coalesce(rates_low, 0) + coalesce(running_low, 0)
            + coalesce(lifecycle_low, 0) + coalesce(greatest(backlog_low * (1 + bias) - coalesce($18::float8, 0), 0)
            * (0.06::float8 / (1 - power(1.06::float8, -15::float8))), 0) AS cost_low,
        rent_gbp + coalesce(service_gbp, 0) + rates_mid + running_mid + lifecycle_mid
            + greatest(backlog_mid * (1 + bias) - coalesce($18::float8, 0), 0)
            * (0.06::float8 / (1 - power(1.06::float8, -15::float8))) AS cost_mid,
        (rent_gbp + rates_mid + running_mid + lifecycle_mid + backlog_mid) IS NULL AS cost_missing,
        -- the least that could do
        CASE WHEN $14 THEN 0.5 * $11::float8 ELSE greatest($12::float8, 0.5 * $11::float8) END AS must_m2,
        CASE
            WHEN m2 < 0.5 * $11::float8 THEN 0
            WHEN m2 < $12::float8 THEN CASE WHEN $14
                THEN least(greatest(0.5 * (m2 - 0.5 * $11::float8) / ($12::float8 - 0.5 * $11::float8), 0), 0.5) ELSE 0 END
            WHEN m2 < $11::float8 THEN 0.5 + 0.5 * (m2 - $12::float8) / ($11::float8 - $12::float8)
            ELSE 1 END::float8 AS up_to_most,
        CASE WHEN m2 > $13::float8 THEN least((m2 - $13::float8) / (2 * $13::float8), 1) ELSE 0 END::float8 AS over,
        CASE WHEN NOT $15 OR NOT shareable THEN 0.8 WHEN shareable THEN 0.2 ELSE 0.8 END::float8 AS worst,
        CASE WHEN NOT $15 OR NOT shareable THEN 0.8 ELSE 0.2 END::float8 AS best,
        CASE WHEN freehold IS NULL THEN 0 ELSE held END AS held_low,
        CASE WHEN freehold IS NULL THEN 1 ELSE held END AS held_high,
        CASE WHEN freehold THEN 1 WHEN rent_left IS NULL THEN 0 ELSE rent_left END AS rent_low,
        CASE WHEN freehold THEN 1 WHEN rent_left IS NULL OR freehold IS NULL THEN 1 ELSE rent_left END AS rent_high
FROM (
SELECT *,
        CASE WHEN backlog_gbp IS NOT NULL THEN backlog_gbp WHEN only_land THEN 0
            ELSE low_m2 * backlog_low_m2 END AS backlog_low,
        CASE WHEN backlog_gbp IS NOT NULL THEN backlog_gbp WHEN only_land THEN 0
            ELSE m2 * backlog_mid_m2 END AS backlog_mid,
        CASE WHEN running_gbp IS NOT NULL THEN running_gbp WHEN only_land THEN 0 ELSE low_m2 * 35 END AS running_low,
        CASE WHEN running_gbp IS NOT NULL THEN running_gbp WHEN only_land THEN 0 ELSE m2 * 60 END AS running_mid,
        CASE WHEN only_land THEN 0 ELSE low_m2 * 10 END AS lifecycle_low,
        CASE WHEN only_land THEN 0 ELSE m2 * 15 END AS lifecycle_mid,
        CASE WHEN $23::float8 IS NULL THEN full_rates * 0.2 ELSE full_rates * (1 - $23::float8) END AS rates_low,
        CASE WHEN $23::float8 IS NULL THEN full_rates ELSE full_rates * (1 - $23::float8) END AS rates_mid
FROM (
SELECT *,
        m2 * CASE WHEN m2_quality = 1 THEN 1 ELSE 0.75 END AS low_m2,
        m2 * CASE WHEN m2_quality = 1 THEN 1 ELSE 1.25 END AS high_m2,
        CASE WHEN geom IS NULL THEN nearest_m ELSE known_m END AS least_m,
        coalesce(known_m, 'infinity'::float8) AS travel_m
FROM (
SELECT *,
        CASE WHEN $33 AND land_m2 IS NOT NULL THEN land_m2 WHEN usable_m2 IS NOT NULL THEN usable_m2
            ELSE gross_m2 * 0.8 END AS m2,
        CASE WHEN $33 AND land_m2 IS NOT NULL THEN land_quality WHEN usable_m2 IS NOT NULL THEN usable_quality
            ELSE least(gross_quality, 0.7) END AS m2_quality,
        CASE WHEN $1 = 2 THEN NULL
            WHEN asset.geom IS NULL THEN mean_m
            WHEN $1 = 0 THEN 1.3::float8 * ST_Distance(asset.geom, ST_SetSRID(ST_MakePoint($2, $3), 27700))
            WHEN $1 = 3 THEN NULL
            WHEN asset.borough = $4 THEN 0
            ELSE 1.3::float8 * (
                SELECT ST_Distance(centre.geom, asset.geom) FROM centre WHERE centre.borough = $4
                ORDER BY centre.geom <-> asset.geom LIMIT 1
            ) END AS known_m,
        CASE WHEN asset.only_land THEN 0 WHEN condition = 1 THEN 0 WHEN condition = 2 THEN 50 WHEN condition = 3 THEN 250
            WHEN condition = 4 THEN 900 END::float8 AS backlog_low_m2,
        CASE WHEN asset.only_land THEN 0 WHEN condition = 1 THEN 25 WHEN condition = 2 THEN 130 WHEN condition = 3 THEN 500
            WHEN condition = 4 THEN 1500 END::float8 AS backlog_mid_m2,
        CASE WHEN listed THEN 0.51 ELSE 0.24 END::float8 AS bias,
        rateable_gbp * CASE WHEN rateable_gbp >= 500000 THEN $31
            WHEN $26 THEN CASE WHEN rateable_gbp < 51000 THEN $29 ELSE $30 END
            WHEN rateable_gbp < 51000 THEN $27 ELSE $28 END AS full_rates,
        CASE WHEN freehold THEN 1 WHEN term_years <= 10 THEN 0
            ELSE 1 - power(1.035::float8, -(term_years - 10)) END AS held
    FROM asset
    LEFT JOIN (
        SELECT space_set.spaces, CASE WHEN total > 0 THEN met / total ELSE 0 END AS served
        FROM space_set CROSS JOIN LATERAL (
            SELECT sum(share * best ORDER BY position) AS met, sum(share ORDER BY position) AS total
            FROM (
                SELECT position, share, (
                    SELECT coalesce(max(compatibility), 0) FROM serves
                    WHERE serves.wanted = kind AND serves.there = ANY (space_set.kinds)
                ) AS best
                FROM unnest($9::smallint[], $10::float8[]) WITH ORDINALITY AS wanted (kind, share, position)
            ) AS wanted
        ) AS sums
    ) AS served USING (spaces)
    LEFT JOIN (
        SELECT locality, sum(pull * weight) / sum(weight) AS mean_pull, sum(travel_m * weight) / sum(weight) AS mean_m,
            min(travel_m) AS nearest_m
        FROM (
            SELECT locality, weight, travel_m, CASE
                WHEN travel_m <= $5 THEN 1
                WHEN travel_m <= $7 THEN power(2::float8, -(travel_m - $5) / $6) ELSE 0 END AS pull
            FROM (
                SELECT locality, weight, 1.3::float8 * CASE
                    WHEN $1 = 0 THEN ST_Distance(geom, ST_SetSRID(ST_MakePoint($2, $3), 27700))
                    WHEN borough = $4 THEN 0
                    ELSE (
                        SELECT ST_Distance(centre.geom, sample.geom) FROM centre WHERE centre.borough = $4
                        ORDER BY centre.geom <-> sample.geom LIMIT 1
                    ) END AS travel_m
                FROM sample WHERE $1 < 2 OFFSET 0
            ) AS measured OFFSET 0
        ) AS pulled
        GROUP BY locality
    ) AS coarse USING (locality)
    WHERE may_be_had AND NOT reserved AND planning IS DISTINCT FROM 0
        AND (unsafe_until > $20::date) IS NOT TRUE
        AND ($16 = 2 AND step_free = 3) IS NOT TRUE
        AND (NOT freehold AND term_years < $19::float8 AND term_quality = 1) IS NOT TRUE
        AND ($8::float8 IS NULL OR $1 <> 0 OR asset.geom IS NULL
            OR ST_DWithin(asset.geom, ST_SetSRID(ST_MakePoint($2, $3), 27700), $8::float8 / 1.3 + 1))
        AND NOT EXISTS (
            SELECT FROM ruling
            WHERE ruling.need = $32 AND ruling.reference = asset.reference AND ruling.owner = asset.owner
        )
    OFFSET 0
) AS facts
OFFSET 0
) AS measured
OFFSET 0
) AS parts
WHERE (least_m > $8::float8) IS NOT TRUE
OFFSET 0
) AS sums
WHERE (cost_low > 1.5 * $17::float8) IS NOT TRUE AND (high_m2 < must_m2) IS NOT TRUE
OFFSET 0
) AS graded
OFFSET 0
) AS judged
OFFSET 0
) AS pillars
OFFSET 0
) AS scored
ORDER BY score DESC, completeness DESC, travel_m, asset
LIMIT 20
