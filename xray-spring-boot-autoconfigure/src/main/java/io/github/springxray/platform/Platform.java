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

package io.github.springxray.platform;

import org.jspecify.annotations.Nullable;

/**
 * A platform that an application may run on.
 */
@FunctionalInterface
interface Platform {

	/**
	 * Look whether the application runs there. Nothing is asked that may take time.
	 * @param machine what the machine tells
	 * @param named whether the application says so, and not only that it may be
	 * @return what was found, {@code null} if it does not run there
	 */
	@Nullable Sighting look(Machine machine, boolean named);

}
