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

/**
 * What the tracing of messages has in common, whichever library sends or receives them:
 * the subsegment of a sender, the segment of a receiver, and the header that joins them.
 * This is internal, for the packages of the single libraries.
 */
@NullMarked
package io.github.springxray.messaging;

import org.jspecify.annotations.NullMarked;
