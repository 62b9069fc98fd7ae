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

/**
 * What a client reported about a rule.
 *
 * @param id how the client calls itself
 * @param counts all that it reported
 * @param quota how many requests a second it may sample now
 * @param reportedAt when it reported last, in milliseconds since 1970
 */
public record ClientActivity(String id, SamplingCounts counts, int quota, long reportedAt) {

}
