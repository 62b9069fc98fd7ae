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

package io.github.springxray.rabbit;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.messaging.MessageTracing;

/**
 * What traces the messages that are sent, where that is switched on. It is looked up with
 * the first message, as templates may be created before it.
 *
 * @param tracing gives what begins their subsegments
 */
record SentMessages(ObjectProvider<MessageTracing> tracing) {
}
