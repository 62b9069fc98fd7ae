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

package io.github.springxray.restart;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;

import org.awaitility.core.ConditionTimeoutException;

import io.github.springxray.testsupport.GarbageCollection;

/**
 * Runs an application in class loaders of its own, one after the other, as Spring Boot's
 * devtools does, and says whether one can be collected afterwards.
 */
public final class RestartingProcess {

	static final String COLLECTED = "collected";

	static final String KEPT = "kept";

	private static final String APPLICATION = RestartedApplication.class.getName();

	private RestartingProcess() {
	}

	/**
	 * Run the application three times, and see what is left of the second one. Libraries
	 * keep the context class loader of whoever is their first, and Spring Boot's logging
	 * knows the last application until there is another.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws Exception {
		run();
		WeakReference<ClassLoader> second = run();
		run();
		try {
			GarbageCollection.awaitCollectionOf(second);
			System.out.println(COLLECTED);
		}
		catch (ConditionTimeoutException ex) {
			System.out.println(KEPT);
		}
		System.exit(0);
	}

	private static WeakReference<ClassLoader> run() throws Exception {
		ClassLoader loader = new RestartClassLoader();
		Runnable application = (Runnable) loader.loadClass(APPLICATION).getConstructor().newInstance();
		Thread thread = new Thread(application, "restarted");
		thread.setContextClassLoader(loader);
		thread.start();
		thread.join();
		return new WeakReference<>(loader);
	}

	/**
	 * Has the classes of the application, all others are those of its parent.
	 */
	private static final class RestartClassLoader extends ClassLoader {

		RestartClassLoader() {
			super(RestartClassLoader.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith(APPLICATION)) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : define(name);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream content = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (content == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = content.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
