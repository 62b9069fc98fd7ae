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

package io.github.springxray.console.filter;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.NodeException;

/**
 * What the conditions within braces are asked about: one of a list of services, calls, or
 * parts of a root cause.
 *
 * @param name its name, or {@code null} if that of any part of it will do
 * @param type the type of the service
 * @param inferred whether it is a service that has sent no segment
 * @param remote whether it is a call of something else
 * @param coverage how much of the time of the trace it took, or {@code NaN}
 * @param index its place in the list, 0 for the first
 * @param size how long the list is
 * @param exceptions what it tells of
 */
record Element(@Nullable String name, String type, boolean inferred, boolean remote, double coverage, int index,
		int size, List<NodeException> exceptions) {

}
