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

package io.github.springxray.context;

import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime of AWS Lambda says about the trace of an invocation, for those who
 * tell others of it.
 *
 * @param decision whether the trace is recorded, {@link SampleDecision#UNKNOWN} if that
 * is left open
 * @param parentId the id of the segment that Lambda sends, or of what called if Lambda
 * sends none; {@code null} if the runtime names none
 */
public record InvocationTrace(SampleDecision decision, @Nullable String parentId) {

}
