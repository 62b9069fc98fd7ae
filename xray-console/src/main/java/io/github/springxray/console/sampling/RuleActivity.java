/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.sampling;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What happened by a rule.
 *
 * @param rule the rule
 * @param recent what was decided within the last ten minutes
 * @param clients who reported within the last ten minutes, with all that they reported
 * @param boost the boost that holds, or {@code null} for none
 * @param boostableFrom from when on the rule may be boosted again, in milliseconds since
 * 1970
 */
public record RuleActivity(RuleRecord rule, SamplingCounts recent, List<ClientActivity> clients, @Nullable Boost boost,
		long boostableFrom) {

}
